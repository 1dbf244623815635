/// The texts that a picture file carries beside its picture.
public struct PictureFacts: Hashable, Sendable {
  /// Its title.
  public var title: String?
  /// What it shows, in sentences, for those who cannot see it.
  public var description: String?
  /// Everything that determined its numbers, as JSON.
  public var manifest: String?

  /// Creates the texts of a file; nil for what it does not say.
  public init(title: String? = nil, description: String? = nil, manifest: String? = nil) {
    self.title = title
    self.description = description
    self.manifest = manifest
  }

  /// Creates the texts of a picture; the manifest is nil where its numbers have none.
  public init(_ picture: some Illustration, manifest: String? = nil) {
    self.init(title: picture.title, description: picture.summary, manifest: manifest)
  }

  /// The program that pictures name as theirs.
  package static let software = "Basin"
}
