/// Makes pixels of samples.
enum PixelFilter {
  /// A tent over the nine samples of a pixel and those next to them, in each direction.
  private static let weights: [Float] = [0.08, 0.25, 0.34, 0.25, 0.08]

  /// The pixels of a band, four bytes each.
  static func pixels(of band: SampleBand, _ shader: SampleShader, width: Int, rows: Int) -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: 4 * width * rows)
    let columns = (0..<band.rows).map { covered(band, row: $0) }
    let shaded = (0..<band.rows).map { row -> [SIMD4<Float>] in
      columns[row].isEmpty ? [] : across(band, shader, row, columns[row], width: width)
    }
    for row in 0..<rows {
      let lines = (0..<5).filter { !shaded[3 * row + $0].isEmpty }
      guard let least = lines.map({ columns[3 * row + $0].lowerBound }).min(),
        let most = lines.map({ columns[3 * row + $0].upperBound }).max()
      else { continue }
      for x in max(0, least / 3 - 1)..<min(width, most / 3 + 2) {
        var sum = SIMD4<Float>.zero
        for line in lines { sum += weights[line] * shaded[3 * row + line][x] }
        guard sum.w > 0.002 else { continue }
        let opacity = min(1, sum.w)
        let scaled = SIMD4(sum.x / sum.w, sum.y / sum.w, sum.z / sum.w, opacity) * 255 + 0.5
        let index = 4 * (row * width + x)
        for component in 0..<4 {
          bytes[index + component] = UInt8(min(max(scaled[component], 0), 255))
        }
      }
    }
    return bytes
  }

  /// The columns of a row of samples between the first and the last that shows something.
  private static func covered(_ band: SampleBand, row: Int) -> Range<Int> {
    let line = band.samples[(row * band.width)..<((row + 1) * band.width)]
    guard let first = line.firstIndex(where: { $0.kind != .empty }),
      let last = line.lastIndex(where: { $0.kind != .empty })
    else { return 0..<0 }
    return (first - row * band.width)..<(last + 1 - row * band.width)
  }

  /// A row of samples, filtered across.
  private static func across(
    _ band: SampleBand, _ shader: SampleShader, _ row: Int, _ columns: Range<Int>, width: Int
  ) -> [SIMD4<Float>] {
    var line = [SIMD4<Float>](repeating: .zero, count: band.width + 2)
    for x in columns {
      let index = row * band.width + x
      line[x + 1] = shader.color(
        of: band.samples[index], x: x, y: band.top + row, ink: band.ink[index])
    }
    var result = [SIMD4<Float>](repeating: .zero, count: width)
    for x in max(0, columns.lowerBound / 3 - 1)..<min(width, columns.upperBound / 3 + 2) {
      var sum = SIMD4<Float>.zero
      for tap in 0..<5 { sum += weights[tap] * line[3 * x + tap] }
      result[x] = sum
    }
    return result
  }
}
