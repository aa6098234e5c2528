import EDARuntime

// How calls and replies read in a failure. You need not read this file.

extension IdempotentConsumer.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .process(let event, let effect): "process \(event.source) \(event.id), \(effect)"
    case .mismatchCount: "mismatchCount"
    }
  }
}

extension IdempotentConsumer.Effect: CustomStringConvertible {
  var description: String {
    switch self {
    case .add(let amount, let account): "add \(amount) to \(account)"
    case .addThenFail(let amount, let account): "add \(amount) to \(account), then fail"
    }
  }
}

extension IdempotentConsumer.Reply: CustomStringConvertible {
  var description: String {
    switch self {
    case .outcome(let outcome): outcome.rawValue
    case .count(let count): count == 1 ? "1 mismatch" : "\(count) mismatches"
    }
  }
}
