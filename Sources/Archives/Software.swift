/// What made a file.
public enum Software {
  /// The version of Basin, as manifests and `--version` give it.
  public static let version = "0.1.0"
}
