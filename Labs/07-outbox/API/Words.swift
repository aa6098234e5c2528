// How calls and replies read in a failure. You need not read this file.

extension TransactionalOutbox.Message: CustomStringConvertible {
  /// The id and the row: `a1 (row 000001)`.
  var description: String { "\(envelope.id) (row \(number))" }
}

extension TransactionalOutbox.Call: CustomStringConvertible {
  var description: String {
    switch self {
    case .save(let message, .append): "save \(message)"
    case .save(let message, .fail): "save \(message), whose change fails"
    case .pump: "pump"
    case .status(let number): "status of row \(number)"
    case .purge: "purge"
    }
  }
}

extension TransactionalOutbox.Reply: CustomStringConvertible {
  var description: String {
    switch self {
    case .saved(let handed): "saved\(handed.afterComma)"
    case .alreadySaved: "the change had been made before"
    case .worked(let handed): handed.description
    case .answered(let id, let answer, let handed): "\(id) is \(answer)\(handed.afterComma)"
    case .status(let status): status.map(\.rawValue) ?? "no such row"
    }
  }
}

extension TransactionalOutbox.Handed: CustomStringConvertible {
  var description: String {
    ids.isEmpty ? "handed over nothing" : "handed over \(ids.joined(separator: ", "))"
  }

  fileprivate var afterComma: String { ids.isEmpty ? "" : ", " + description }
}

extension TransactionalOutbox.Status: CustomStringConvertible {
  var description: String { rawValue }
}

extension TransactionalOutbox.Failure: CustomStringConvertible {
  var description: String {
    switch self {
    case .changeFailed: "changeFailed"
    case .tooEarly: "tooEarly, the aggregate has not come that far"
    }
  }
}
