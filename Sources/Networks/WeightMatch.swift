internal import Archives
internal import Failures
internal import Kernels
internal import Tensors

/// How the tensors of a file and the parameters of a network belong together: by their names, once a
/// prefix that all names of the file share has been taken off where that helps.
struct WeightMatch {
  /// What all names of the file begin with beside the network's; empty where they are the same.
  let prefix: String
  private let tensors: [String: Tensor<Float>]
  private let unread: [String: String]
  private let wanted: [ParameterSpecification]
  /// Other names under which a file may hold some of the tensors once more.
  private let copies: [String: String]

  /// Matches a file with a network.
  ///
  /// Of all prefixes that end in a point the one is taken with which most names are found; the
  /// shortest of several. Wrappers leave such prefixes: `module.` (DataParallel), `_orig_mod.`
  /// (torch.compile), `model.`.
  init(_ file: WeightsFile, _ network: Network) {
    wanted = network.parameters.specifications + network.buffers.specifications
    copies = network.tiedNames
    let names = Set(wanted.map(\.name)).union(copies.keys)
    var best = (prefix: "", found: -1)
    for prefix in Self.sharedPrefixes(file.entries.map(\.name).filter { !Self.isIgnored($0) }) {
      let found = file.entries.count {
        $0.name.hasPrefix(prefix) && names.contains(String($0.name.dropFirst(prefix.count)))
      }
      if found > best.found { best = (prefix, found) }
    }
    let prefix = best.prefix
    func stripped(_ name: String) -> String {
      name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }
    self.prefix = prefix
    tensors = Dictionary(file.entries.map { (stripped($0.name), $0.tensor) }) { first, _ in first }
    unread = Dictionary(file.ignored.map { (stripped($0.name), $0.elementType) }) { first, _ in
      first
    }
  }

  /// The prefixes that all names share, the empty one first.
  private static func sharedPrefixes(_ names: [String]) -> [String] {
    guard let first = names.first else { return [""] }
    let ends = first.indices.filter { first[$0] == "." }
    return [""]
      + ends.map { String(first[...$0]) }.filter { prefix in
        names.allSatisfy { $0.hasPrefix(prefix) }
      }
  }

  /// Buffers of PyTorch that have no meaning here.
  private static func isIgnored(_ name: String) -> Bool {
    name.hasSuffix("num_batches_tracked") || name.hasSuffix("att.mask")
  }

  /// The numbers of some of the network's tensors, one after another.
  func values(_ layout: ParameterLayout) -> [Float] {
    var values: [Float] = []
    // Without it the array would grow to twice its size.
    values.reserveCapacity(layout.count)
    for specification in layout.specifications {
      values += tensors[specification.name]?.elements ?? []
    }
    return values
  }

  /// What was done to make the names fit; nil where nothing.
  var note: String? {
    prefix.isEmpty ? nil : WeightsFile.note(ofPrefix: prefix)
  }

  /// The most differences that are listed.
  private static let mostShown = 6

  /// Refuses a file that does not hold exactly what the network needs.
  ///
  /// - Throws: `Failure` (`.data`) with the names and shapes that differ, those side by side that
  ///   may be the same tensor under another name.
  func check(at path: String) throws(Failure) {
    let complaints = complaints
    guard !complaints.all.isEmpty else { return }
    let shown = complaints.all.prefix(Self.mostShown).joined(separator: "; ")
    let more = complaints.all.count - Self.mostShown
    throw Failure(
      .data,
      "the weights are for another network: \(shown)" + (more > 0 ? "; and \(more) more" : ""),
      at: path,
      remedy: complaints.remedy)
  }

  private var complaints: (all: [String], remedy: Phrase) {
    var shapes: [String] = []
    var unreadable: [String] = []
    var missing: [ParameterSpecification] = []
    for specification in wanted {
      if let tensor = tensors[specification.name] {
        guard tensor.shape != specification.shape else { continue }
        shapes.append("\(specification.name) is \(tensor.shape) instead of \(specification.shape)")
      } else if let type = unread[specification.name] {
        unreadable.append("\(specification.name) has type \(type), which is not supported")
      } else {
        missing.append(specification)
      }
    }
    for (name, original) in copies.sorted(by: { $0.key < $1.key }) {
      guard let copy = tensors[name], let tensor = tensors[original], !copy.hasSameBits(as: tensor)
      else { continue }
      shapes.append("\(name) differs from \(original), to which the network ties it")
    }
    let names = Set(wanted.map(\.name)).union(copies.keys)
    var foreign = tensors.filter { !names.contains($0.key) && !Self.isIgnored($0.key) }
      .map { (name: $0.key, shape: $0.value.shape) }
      .sorted { $0.name < $1.name }
    var pairs: [String] = []
    var lacking: [String] = []
    for specification in missing {
      if let twin = foreign.firstIndex(where: { $0.shape == specification.shape }) {
        let other = foreign.remove(at: twin)
        pairs.append(
          "\(specification.name) (\(specification.shape)) is missing; the file has \(other.name)")
      } else {
        lacking.append("\(specification.name) (\(specification.shape)) is missing")
      }
    }
    let superfluous = foreign.map { "\($0.name) (\($0.shape)) is not part of the network" }
    // Some of each kind, since a list of one kind alone does not show what is wrong.
    let share = Self.mostShown / 2
    let rest = Array(lacking.prefix(share)) + superfluous.prefix(share)
    let remedy: Phrase =
      if !unreadable.isEmpty {
        "Save the weights as float32, float16 or bfloat16; quantised weights are not supported."
      } else if shapes.isEmpty && rest.isEmpty {
        "The shapes match: rename the tensors in the file."
      } else {
        """
        Compare \(setting: "model"), \(setting: "width"), \(setting: "plain"), \
        \(setting: "image size") and \(setting: "layers") with how it was trained.
        """
      }
    return (
      shapes + unreadable + pairs + rest + lacking.dropFirst(share)
        + superfluous.dropFirst(share), remedy
    )
  }
}
