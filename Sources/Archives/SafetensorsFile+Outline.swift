internal import Failures

extension SafetensorsFile {
  /// What the header of a safetensors file says. The tensors are not read.
  public struct Outline: Equatable, Sendable {
    /// The number of tensors of floating-point numbers.
    public let tensors: Int
    /// The number of numbers in these.
    public let numbers: Int
    /// The file's `__metadata__`.
    public let metadata: [String: String]

    /// Reads the header of a file.
    ///
    /// - Throws: `Failure` (missing) if it cannot be read; `Failure` (data) if it is not a correct
    ///   safetensors file.
    public init(path: String) throws {
      let file = try MappedFile(path: path)
      let header = try SafetensorsHeader(of: file.count, from: path) { file.bytes($0) }
      let floats = header.entries.filter {
        TorchElement(safetensors: $0.elementType)?.isFloatingPoint ?? false
      }
      tensors = floats.count
      // Each has an element per byte of the file at most.
      numbers = floats.reduce(0) { $0 + $1.sizes.reduce(1, *) }
      metadata = header.metadata
    }
  }
}
