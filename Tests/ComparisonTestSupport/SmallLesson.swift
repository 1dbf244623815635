internal import Comparisons
public import Lessons
internal import RunTestSupport
internal import Runs

/// A lesson around a small comparison.
public enum SmallLesson {
  /// Runs it in a folder.
  @discardableResult
  public static func make(in folder: String) throws -> LessonRun {
    let lesson = LessonRun(SmallRun.settings(), folder: folder, command: "basin lesson")
    _ = try lesson.run(in: .threads(2))
    return lesson
  }
}
