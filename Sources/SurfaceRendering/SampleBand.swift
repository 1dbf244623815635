/// What a sample of the picture shows.
enum SampleKind: UInt8 {
  case empty, surface, above, below, wall, missing, nonfinite, underside, floor
}

/// One of the samples of which pixels are made.
struct Sample {
  /// One over the distance from the eye; 0 where nothing was drawn.
  var nearness: Float = 0
  /// The height in the box, 0...1.
  var height: Float = 0
  var light: Float = 0
  /// The column and the row of the cell of the mesh, 16 bits each.
  var cell: UInt32 = 0
  var kind = SampleKind.empty
}

/// A cell of the mesh as samples remember it.
func cellName(_ column: Int, _ row: Int) -> UInt32 {
  UInt32(truncatingIfNeeded: column & 0xFFFF) | UInt32(truncatingIfNeeded: row & 0xFFFF) << 16
}

/// Some rows of samples of the picture, drawn by one thread.
struct SampleBand {
  let width: Int
  /// The first row, in samples from the top edge of the picture.
  let top: Int
  let rows: Int
  var samples: [Sample]
  /// Lines: below 0 dark, above 0 light.
  var ink: [Float]

  init(width: Int, top: Int, rows: Int) {
    self.width = width
    self.top = top
    self.rows = rows
    samples = Array(repeating: Sample(), count: width * rows)
    ink = Array(repeating: 0, count: width * rows)
  }

  /// Draws a triangle where it is nearer than what is there, if its corners run counterclockwise as
  /// seen from the eye: what is seen from behind lies inside a body.
  ///
  /// Which samples it covers is decided in whole numbers, by half-planes with the top-left rule (J.
  /// Pineda, "A parallel algorithm for polygon rasterization", SIGGRAPH 1988): triangles that share an
  /// edge leave no gap and cover no sample twice.
  mutating func fill(
    _ a: MeshVertex, _ b: MeshVertex, _ c: MeshVertex, kind: SampleKind, cell: UInt32
  ) {
    // On the picture y runs downwards, so counterclockwise corners have a negative area.
    let (b, c) = (c, b)
    let area = SampleBand.edge(a, b, c.x, c.y)
    guard area > 0 else { return }
    let half: Int32 = 8
    let left = max(0, Int((min(a.x, b.x, c.x) - half + 15) >> 4))
    let right = min(width - 1, Int((max(a.x, b.x, c.x) - half) >> 4))
    let first = max(top, Int((min(a.y, b.y, c.y) - half + 15) >> 4))
    let last = min(top + rows - 1, Int((max(a.y, b.y, c.y) - half) >> 4))
    guard left <= right, first <= last else { return }

    let (px, py) = (Int32(left * 16) + half, Int32(first * 16) + half)
    var rowA = SampleBand.edge(b, c, px, py) + SampleBand.bias(b, c)
    var rowB = SampleBand.edge(c, a, px, py) + SampleBand.bias(c, a)
    var rowC = SampleBand.edge(a, b, px, py) + SampleBand.bias(a, b)
    let (acrossA, downA) = (Int(b.y - c.y) * 16, Int(c.x - b.x) * 16)
    let (acrossB, downB) = (Int(c.y - a.y) * 16, Int(a.x - c.x) * 16)
    let (acrossC, downC) = (Int(a.y - b.y) * 16, Int(b.x - a.x) * 16)
    let share = 1 / Float(area)
    let (nearB, nearC) = (b.nearness - a.nearness, c.nearness - a.nearness)
    let (highB, highC) = (b.height - a.height, c.height - a.height)
    let (lightB, lightC) = (b.light - a.light, c.light - a.light)
    let (width, top) = (width, top)
    var samples = samples.mutableSpan
    let isWide = right - left > 12
    for row in first...last {
      var (inA, inB, inC) = (rowA, rowB, rowC)
      var columns = 0...(right - left)
      if isWide {
        columns = SampleBand.columns(
          columns, (inA, acrossA), (inB, acrossB), (inC, acrossC))
        inA += columns.lowerBound * acrossA
        inB += columns.lowerBound * acrossB
        inC += columns.lowerBound * acrossC
      }
      var index = (row - top) * width + left + columns.lowerBound
      for _ in columns {
        if inA | inB | inC >= 0 {
          let (wb, wc) = (Float(inB) * share, Float(inC) * share)
          let nearness = a.nearness + wb * nearB + wc * nearC
          if nearness > samples[index].nearness {
            samples[index] = Sample(
              nearness: nearness, height: a.height + wb * highB + wc * highC,
              light: a.light + wb * lightB + wc * lightC, cell: cell, kind: kind)
          }
        }
        inA += acrossA
        inB += acrossB
        inC += acrossC
        index += 1
      }
      rowA += downA
      rowB += downB
      rowC += downC
    }
  }

  /// The columns of a row in which three linear functions, each given by its value in column 0 and its
  /// step, are not negative; one column where there is none.
  private static func columns(
    _ all: ClosedRange<Int>, _ a: (value: Int, step: Int), _ b: (value: Int, step: Int),
    _ c: (value: Int, step: Int)
  ) -> ClosedRange<Int> {
    var (least, most) = (all.lowerBound, all.upperBound)
    func limit(_ edge: (value: Int, step: Int)) {
      if edge.step > 0, edge.value < 0 {
        least = max(least, (edge.step - 1 - edge.value) / edge.step)
      } else if edge.step < 0 {
        most = min(most, edge.value < 0 ? 0 : edge.value / -edge.step)
      }
    }
    limit(a)
    limit(b)
    limit(c)
    return least <= most ? least...most : all.lowerBound...all.lowerBound
  }

  /// Twice the area of the triangle of an edge and a point, positive where the point lies on the right
  /// of the edge as seen on the picture.
  private static func edge(_ a: MeshVertex, _ b: MeshVertex, _ x: Int32, _ y: Int32) -> Int {
    Int(b.x - a.x) * Int(y - a.y) - Int(b.y - a.y) * Int(x - a.x)
  }

  /// 0 for edges whose own samples belong to the triangle, −1 for the others.
  private static func bias(_ a: MeshVertex, _ b: MeshVertex) -> Int {
    b.y < a.y || (b.y == a.y && b.x > a.x) ? 0 : -1
  }

  /// Draws a piece of a line on what belongs to it: samples of certain kinds whose cell lies within
  /// some cells of the line's own, so that what hides the line stays clean.
  mutating func stroke(_ line: LinePiece) {
    let reach = line.halfWidth + 0.75
    let (a, b) = (line.start, line.end)
    let left = max(0, Int((min(a.x, b.x) - reach).rounded(.down)))
    let right = min(width - 1, Int((max(a.x, b.x) + reach).rounded(.up)))
    let first = max(top, Int((min(a.y, b.y) - reach).rounded(.down)))
    let last = min(top + rows - 1, Int((max(a.y, b.y) + reach).rounded(.up)))
    guard left <= right, first <= last else { return }
    let along = b - a
    let length = (along * along).sum()
    let (column, row) = (Int32(line.cell & 0xFFFF), Int32(line.cell >> 16))
    for y in first...last {
      for x in left...right {
        let index = (y - top) * width + x
        let sample = samples[index]
        guard line.kinds.contains(sample.kind),
          abs(Int32(sample.cell & 0xFFFF) - column) <= line.nearby,
          abs(Int32(sample.cell >> 16) - row) <= line.nearby
        else { continue }
        let place = SIMD2(Float(x) + 0.5, Float(y) + 0.5) - a
        let share = length > 0 ? min(max((place * along).sum() / length, 0), 1) : 0
        let offset = place - share * along
        let distance = (offset * offset).sum().squareRoot()
        let cover = min(max(line.halfWidth - distance + 0.5, 0), 1) * line.ink
        guard abs(cover) > abs(ink[index]) else { continue }
        ink[index] = cover
        if let height = line.height { samples[index].height = height }
      }
    }
  }
}

/// A straight piece of a line on the picture.
struct LinePiece {
  /// The ends, in samples.
  var start: SIMD2<Float>
  var end: SIMD2<Float>
  /// Half the width, in samples.
  var halfWidth: Float
  /// Below 0 dark, above 0 light, −1...1.
  var ink: Float
  var cell: UInt32
  /// How many cells away a sample may be.
  var nearby: Int32
  var kinds: SampleKinds
  /// The height whose colour the line has; nil for one that darkens or lightens what it crosses.
  var height: Float?
}

/// A set of kinds of samples.
struct SampleKinds: OptionSet {
  let rawValue: UInt16

  static let surface = SampleKinds(.surface)
  static let floor = SampleKinds(.floor)
  static let wall = SampleKinds(.wall)
  /// The surface and the grounds where it is cut off.
  static let top: SampleKinds = [
    SampleKinds(.surface), SampleKinds(.above), SampleKinds(.below),
  ]

  init(rawValue: UInt16) { self.rawValue = rawValue }
  init(_ kind: SampleKind) { rawValue = 1 << UInt16(kind.rawValue) }
  func contains(_ kind: SampleKind) -> Bool { rawValue & (1 << UInt16(kind.rawValue)) != 0 }
}
