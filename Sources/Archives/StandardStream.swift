#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A stream that the process was started with. What is written to it arrives whole, or is known not
/// to have.
public struct StandardStream: Sendable {
  /// Why something did not arrive.
  public enum Loss: Error, Equatable, Sendable {
    /// The other end of the pipe is closed: its reader has what it wanted.
    case readerHasGone
    /// The system refuses it, in its words.
    case refused(String)
  }

  /// Where results go.
  public static let output = StandardStream(raw: STDOUT_FILENO)
  /// Where progress and messages go.
  public static let error = StandardStream(raw: STDERR_FILENO)

  private let raw: Int32

  /// Sees to it that a loss becomes known: to be called once, before any file is opened.
  ///
  /// A pipe without a reader is an error of the writing instead of the end of the process. A stream
  /// that the process was started without is kept occupied, so that no file that is opened later
  /// takes its place and what is meant for the stream.
  public static func prepare() {
    _ = signal(SIGPIPE, SIG_IGN)
    for raw in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(raw, F_GETFD) < 0 {
      // The lowest number that is free is this one. Nothing can be written to it.
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Writes a text in UTF-8.
  public func write(_ text: String) throws(Loss) {
    guard !FileDescriptor.write(Array(text.utf8), to: raw) else { return }
    throw errno == EPIPE ? .readerHasGone : .refused(latestSystemError())
  }

  /// Forces what was written to the disk where the stream is a file: some disks say only then that
  /// they are full.
  public func flush() throws(Loss) {
    var status = stat()
    guard unsafe fstat(raw, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    guard fsync(raw) == 0 || ![EIO, ENOSPC, EDQUOT].contains(errno) else {
      throw .refused(latestSystemError())
    }
  }
}
