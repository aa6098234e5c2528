import Testing

/// Everything that starts components, one test after the other: two processors are few, and some
/// tests use up a second of one.
@Suite(.serialized) enum ConductorTests {}
