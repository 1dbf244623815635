internal import Catalogues
internal import Failures

/// EMNIST (Cohen, Afshar, Tapson & van Schaik 2017): 28×28 grey images of handwritten letters and
/// digits, in six splits. The files hold them column by column; here they stand upright.
enum EMNIST {
  /// The ways in which its authors divide it into classes.
  enum Split: String, CaseIterable {
    case balanced
    case byclass
    case bymerge
    case letters
    case digits
    case mnist

    /// The labels of the files.
    var labels: ClosedRange<UInt8> {
      switch self {
      case .balanced, .bymerge: 0...46
      case .byclass: 0...61
      case .letters: 1...26
      case .digits, .mnist: 0...9
      }
    }
  }

  static let entry = DataEntry(
    "emnist", summary: "images of letters and digits",
    options: GreyImageSet.options + [
      CatalogueOption(
        "emnist split", placeholder: "name",
        help: "Classes: \(Split.allCases.map(\.rawValue).joined(separator: ", ")).",
        usual: "balanced")
    ]
  ) { _, values in
    let split =
      try values.choice("emnist split", of: Split.allCases, named: \.rawValue) ?? .balanced
    return try GreyImageSet(
      name: "emnist \(split.rawValue)",
      folders: ["", "gzip/", "EMNIST/raw/", "EMNIST/raw/gzip/", "raw/"],
      stems: ("emnist-\(split.rawValue)-train", "emnist-\(split.rawValue)-test"),
      archives: (["gzip.zip", "EMNIST/raw/gzip.zip"], "gzip/"), labels: split.labels,
      order: .columns,
      notes: ["images are stored column by column; they are turned upright"]
        + (split == .letters ? ["labels 1…26 are classes 0…25"] : []),
      usual: Normalization(means: [0.1736], deviations: [0.3317])
    ).source(values)
  }
}
