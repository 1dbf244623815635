internal import Failures
internal import Kernels
internal import Tensors

/// Images of bytes, as files hold them.
struct PixelImages {
  /// Which dimension of an image varies slowest.
  enum Order {
    /// Channels, rows, columns.
    case channelsFirst
    /// Rows, columns, channels.
    case channelsLast
    /// Columns, rows; one channel.
    case columns
  }

  let count: Int
  let channels: Int
  let height: Int
  let width: Int
  let order: Order
  /// One image after another.
  let bytes: ArraySlice<UInt8>

  /// The examples, N×C×H×W.
  ///
  /// - Throws: `Failure` (usage) unless the normalisation has a number for each channel.
  func examples(_ normalization: Normalization, of name: String) throws(Failure) -> Examples {
    try normalization.check(channels: channels, of: name)
    let tables = (0..<channels).map(normalization.table)
    let area = height * width
    precondition(bytes.count == count * channels * area, "\(bytes.count) bytes of images")
    var elements: [Float] = []
    elements.reserveCapacity(bytes.count)
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: channels * area) {
      switch order {
      case .channelsFirst:
        for channel in 0..<channels {
          let table = tables[channel]
          let first = start + channel * area
          for byte in bytes[first..<first + area] { elements.append(table[Int(byte)]) }
        }
      case .channelsLast:
        for channel in 0..<channels {
          let table = tables[channel]
          for pixel in 0..<area {
            elements.append(table[Int(bytes[start + pixel * channels + channel])])
          }
        }
      case .columns:
        for row in 0..<height {
          for column in 0..<width {
            elements.append(tables[0][Int(bytes[start + column * height + row])])
          }
        }
      }
    }
    return Examples(
      Tensor(shape: [count, channels, height, width], elements: elements),
      preparation: normalization.preparationOfBytes)
  }
}
