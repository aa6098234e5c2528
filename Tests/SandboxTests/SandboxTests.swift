import Testing

/// Everything that starts processes, one test after the other: some tests count processes and
/// descriptors, and two processors are few.
@Suite(.serialized) enum SandboxTests {}
