internal import Archives
internal import Failures
internal import Foundation
internal import Kernels
internal import Landscapes
internal import Numerals
internal import Runs

/// Memory is asked for before the work starts: afterwards, it could only fail.
extension SampleCommand {
  /// Makes sure before anything is read that there is room for the weights.
  ///
  /// - Throws: `Failure` (data) where there is not.
  func checkReading() throws(Failure) {
    guard let bytes = try? InputFile.size(at: weights) else { return }
    // As they are in the file, and as parameters of the net; the file itself takes addresses too.
    if let found = lack(of: 2 * bytes, addresses: 3 * bytes) {
      throw memoryFailure("reading these weights", found)
    }
  }

  /// As many of the workers as there is memory for.
  ///
  /// - Throws: `Failure` (data) where there is not enough for one.
  func fitting(_ workers: Workers, _ memory: SamplingMemory, ofPoints points: Int) throws(Failure)
    -> Workers
  {
    func lack(_ workers: Int) -> Lack? {
      self.lack(
        of: memory.ahead(workers: workers), addresses: memory.addressesAhead(workers: workers))
    }
    let count = min(workers.count, points)
    guard let found = lack(count) else { return workers }
    guard let fewer = (1..<count).last(where: { lack($0) == nil }) else {
      throw memoryFailure("sampling this net in one thread", lack(1) ?? found)
    }
    StandardStreams.writeMessage(
      "basin: \(found.available.mebibytes) of \(found.what) are available, enough for "
        + "\(fewer) of \(count) threads\n")
    return Workers(count: fewer)
  }

  /// What there is too little of.
  private struct Lack {
    let what: String
    let needed: Int
    let available: Int
  }

  private func lack(of memory: Int, addresses: Int) -> Lack? {
    [
      ("memory", memory, Engine.availableMemory),
      ("address space (ulimit -v)", addresses, SystemMemory.addresses),
    ].lazy.compactMap { what, needed, available in
      available.flatMap {
        needed > $0 ? Lack(what: what, needed: needed, available: max(0, $0)) : nil
      }
    }.first
  }

  private func memoryFailure(_ task: String, _ lack: Lack) -> Failure {
    Failure(
      .data,
      "\(task) takes another \(lack.needed.mebibytes) of \(lack.what); "
        + "\(lack.available.mebibytes) are available", at: weights,
      remedy: "Free some memory, raise its limit, or use a larger machine.")
  }
}

extension Engine {
  /// The bytes that this process can still write to: its share of what the machine has, where a launcher has
  /// started several there; nil where the system does not say.
  static var availableMemory: Int? {
    let neighbours = try? Engine.neighbours(environment: ProcessInfo.processInfo.environment)
    return SystemMemory.available.map { $0 / ((neighbours ?? nil) ?? 1) }
  }
}

extension Int {
  /// Bytes in words: `1,234 MiB`.
  var mebibytes: String { "\(((self + 1 << 20 - 1) >> 20).grouped) MiB" }
}
