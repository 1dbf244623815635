extension HDF5File {
  /// The paths of the groups, datasets and links in the file, each object once, however many names lead
  /// to it: those nearer to the root first.
  ///
  /// - Parameter most: the most paths that are given.
  /// - Throws: `Failure` (data) if the root group cannot be read. Other groups that cannot are given
  ///   without what they hold.
  package func paths(upTo most: Int) throws -> [String] {
    try reading("/") { reader in
      var paths: [String] = []
      var visited: Set = [root]
      var waiting = [(path: "", header: try HDF5ObjectHeader(at: root, in: reader))]
      var next = 0
      while next < waiting.count {
        let (path, header) = waiting[next]
        next += 1
        guard header.isGroup else { continue }
        let links: [HDF5Link]
        do {
          links = try HDF5Group(header, in: reader).links
        } catch let problem as HDF5Problem {
          if path.isEmpty { throw problem }
          continue
        }
        for link in links {
          guard paths.count < most else { return paths }
          if case .object(let address) = link.target {
            guard visited.insert(address).inserted else { continue }
            if let header = try? HDF5ObjectHeader(at: address, in: reader) {
              waiting.append(("\(path)/\(link.name)", header))
            }
          }
          paths.append("\(path)/\(link.name)")
        }
      }
      return paths
    }
  }
}
