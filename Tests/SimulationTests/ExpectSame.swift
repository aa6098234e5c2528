import CustomDump
import Testing

/// Records an issue with the difference unless both are equal.
///
/// CustomDump's own expectation finds no test to record its issue in when the package manager runs
/// Swift Testing on Linux, and passes; its difference is what is wanted here.
func expectSame<Value: Equatable>(
  _ actual: Value, _ expected: Value, _ about: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual != expected else { return }
  let difference = diff(expected, actual) ?? "\(expected) is not \(actual)"
  Issue.record("\(about)\n\(difference)", sourceLocation: sourceLocation)
}
