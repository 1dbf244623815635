public import Failures

/// The failure that is thrown, to be looked at.
///
/// - Throws: `NothingThrown` if nothing is; any other error passes through.
public func failure(_ body: () throws -> Void) throws -> Failure {
  do {
    try body()
  } catch let failure as Failure {
    return failure
  }
  throw NothingThrown()
}

/// What is thrown where a failure was expected and none came.
public struct NothingThrown: Error {}
