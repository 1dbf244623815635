internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LineProcess {
  /// Starts `sh -c command` as the leader of a new process group, with signals as a new process
  /// expects them.
  ///
  /// - Parameter streams: what becomes its standard input, output and error.
  /// - Returns: its number; nil with `errno` set if it cannot be started.
  static func spawn(_ command: String, streams: [Int32]) -> pid_t? {
    #if canImport(Glibc)
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    for (standard, stream) in streams.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(standard))
    }
    var usual = sigset_t()
    var none = sigset_t()
    unsafe sigemptyset(&usual)
    unsafe sigemptyset(&none)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGXFSZ] {
      unsafe sigaddset(&usual, number)
    }
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
      unsafe texts.map { (text: String) in unsafe strdup(text) }
    }
    let texts = unsafe copies(["sh", "-c", command])
    let environment = unsafe copies(
      ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" })
    defer { unsafe (texts + environment).forEach { unsafe free($0) } }
    var id: pid_t = 0
    let status = unsafe posix_spawn(
      &id, "/bin/sh", &actions, &attributes, texts + [nil], environment + [nil])
    errno = status
    return status == 0 ? id : nil
  }
}
