internal import Archives
internal import Failures

/// Images of one file of CIFAR-10 or CIFAR-100: 3×32×32 bytes each, the channels first.
struct CIFARBatch {
  static let edge = 32
  static let bytesPerImage = 3 * edge * edge

  /// One image after another.
  let pixels: [UInt8]
  /// The class of each image.
  let labels: [UInt8]

  /// Reads the binary version: of each image its labels, a byte each, then its pixels.
  ///
  /// - Parameter labels: the number of labels before each image, of which the last counts.
  /// - Throws: `Failure` (data) unless the bytes are whole images.
  init(binary bytes: [UInt8], labels count: Int, from path: String) throws(Failure) {
    let record = count + Self.bytesPerImage
    guard !bytes.isEmpty, bytes.count.isMultiple(of: record) else {
      throw Failure(
        .data, "has \(bytes.count) bytes, which are not whole images of \(record) bytes", at: path)
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(bytes.count)
    var labels: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: record) {
      labels.append(bytes[start + count - 1])
      pixels += bytes[start + count..<start + record]
    }
    (self.pixels, self.labels) = (pixels, labels)
  }

  /// Reads the Python version: a pickled dictionary with an array `data` of N×3072 and a list of
  /// labels. Nothing of it is run.
  ///
  /// - Parameter key: the name of the labels.
  /// - Throws: `Failure` (data) for any other pickle.
  init(pickle bytes: [UInt8], labels key: String, from path: String) throws(Failure) {
    var machine = PickleMachine(
      bytes, of: path, allowing: Pickle.byteArrayClasses.contains,
      remedy: "Give the file as the authors of the data publish it.")
    let pickle = try machine.read()
    func value(_ name: String) -> PickleValue? {
      pickle.pairs(pickle.value)?.first { pickle.bytes($0.key) == Array(name.utf8) }?.value
    }
    guard let images = value("data").flatMap(pickle.byteArray), images.sizes.count == 2,
      images.sizes[1] == Self.bytesPerImage, images.sizes[0] > 0
    else {
      throw Failure(
        .data, "lacks an array data of N×\(Self.bytesPerImage) bytes", at: path,
        remedy: "Give the file as the authors of the data publish it.")
    }
    let labels = value(key).flatMap(pickle.elements)?.compactMap { $0.int.flatMap(UInt8.init) }
    guard let labels, labels.count == images.sizes[0] else {
      throw Failure(
        .data, "lacks a list \(key) of \(images.sizes[0]) class numbers", at: path,
        remedy: "Give the file as the authors of the data publish it.")
    }
    (pixels, self.labels) = (images.bytes, labels)
  }
}
