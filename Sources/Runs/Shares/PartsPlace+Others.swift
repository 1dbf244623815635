internal import Archives
internal import Synchronization

/// What several processes know of each other.
extension PartsPlace {
  /// What other runs have kept under the same manifest: all processes with a share, and for one of these
  /// also runs in one process.
  func others() -> [PartsFile] {
    let own = state.withLock { $0.known?.path }
    let files = bases.flatMap { base in
      (share.isWhole ? [] : [base]) + PartFile.all(of: base).map(\.path)
    }
    return files.filter { $0 != own }.compactMap { path in
      guard case .parts(let file) = PartsFile.contents(of: path, manifest: manifest) else {
        return nil
      }
      return file
    }
  }

  /// Notes how far this process's share of an answer is, to be written with the parts.
  func mark(_ settings: JSONValue, _ change: (inout ShareMark) -> Void) {
    state.withLock { state in
      let index =
        state.shares.firstIndex { $0.settings == settings } ?? state.shares.count
      if index == state.shares.count { state.shares.append(ShareMark(settings)) }
      change(&state.shares[index])
    }
  }

  /// How far the share of this process is, answer by answer.
  var shares: [ShareMark] { state.withLock { $0.shares } }

  /// Whether each process has done its share of an answer.
  func isShareDone(ofEach settings: JSONValue) -> Bool {
    (0..<share.count).allSatisfy { index in
      bases.contains { base in
        let path = PartFile(Share(index, of: share.count), of: base).path
        guard case .parts(let file) = PartsFile.contents(of: path, manifest: manifest) else {
          return false
        }
        return file.shares.contains { $0.settings == settings && $0.isDone }
      }
    }
  }

  /// Takes the right to give the answer; false where another process has it.
  func claimAnswer(of settings: JSONValue) throws -> Bool {
    // Other answers beside it have locks of their own.
    var digest = try Digest()
    try digest.update(manifest.serialized() + settings.serialized())
    let path = "\(bases[0]).answer-\(try digest.hexadecimal().prefix(8))"
    return state.withLock { state in
      switch FileLock.attempt(for: path) {
      case .busy: return false
      case .impossible: return true
      case .taken(let lock):
        state.answerLock = consume lock
        return true
      }
    }
  }

  /// Gives that right back.
  func leaveAnswer() { state.withLock { $0.answerLock = nil } }

  /// Notes which files of others go when this run concludes.
  func spend(_ files: [PartsFile]) { state.withLock { $0.spent = files } }
}
