#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The signal that a closing terminal sends.
public enum HangUp {
  /// Whether it was ignored from the start of the process, as under `nohup`; to be asked before anything
  /// listens for it.
  public static var isIgnored: Bool {
    var action = sigaction()
    guard unsafe sigaction(SIGHUP, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = unsafe action.__sigaction_u.__sa_handler
    #else
      let handler = unsafe action.__sigaction_handler.sa_handler
    #endif
    let ignored = SIG_IGN
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(ignored, to: Int.self)
  }
}
