/// Whether a path that a file names, meant relative to its own folder, leads out of that folder: by `..`, as
/// an absolute path, or through a symbolic link.
public func leads(_ path: String, outOf folder: String) -> Bool {
  guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return true }
  let inside = FileIdentity.place(folder).split(separator: "/")
  return !FileIdentity.place("\(folder)/\(path)").split(separator: "/").starts(with: inside)
}
