internal import EDARuntime
internal import Results

extension TraceBuilder {
  /// A call with its answer. A refusal comes first: a commit's writes are often longer than a line.
  static func text(_ call: RuntimeCall, _ answer: RuntimeAnswer) -> String {
    if case .conflict = answer { return "\(text(answer)): \(text(call))" }
    return "\(text(call)) → \(token(call, answer) ?? text(answer))"
  }

  /// The name by which a later signal speaks of what was asked for.
  private static func token(_ call: RuntimeCall, _ answer: RuntimeAnswer) -> String? {
    switch (call, answer) {
    case (.publish, .number(let number)): "publication \(number)"
    case (.fileSync, .number(let number)): "sync \(number)"
    default: nil
    }
  }

  /// What a call changed in the transactional stores.
  static func writes(_ call: RuntimeCall, _ answer: RuntimeAnswer) -> [TraceWrite] {
    guard case .storeCommit(let store, _, let writes) = call, answer == .done else { return [] }
    return writes.map { TraceWrite(store: store, key: $0.key, value: $0.value.map(text)) }
  }

  /// A runtime call in the words of the handles.
  static func text(_ call: RuntimeCall) -> String {
    switch call {
    case .storeGet(let store, let key): "get \(store) \(key)"
    case .storeScan(let store, let from, let upTo, let limit):
      "scan \(store) \(from)..<\(upTo ?? "end")" + (limit == .max ? "" : " limit \(limit)")
    case .storeCommit(let store, _, let writes):
      "commit \(store) {" + writes.map(text).joined(separator: ", ") + "}"
    case .fileAppend(let file, let bytes): "append \(file) \(bytes.count) bytes"
    case .fileRead(let file, let offset, let count): "read \(file) \(count) bytes at \(offset)"
    case .fileSize(let file): "size \(file)"
    case .fileTruncate(let file, let size): "truncate \(file) to \(size)"
    case .fileSync(let file): "sync \(file)"
    case .publish(let channel, let envelope): "publish \(channel) \(envelope.id)"
    case .timerSet(let name, let at): "set timer \(name) at \(at)"
    case .timerCancel(let name): "cancel timer \(name)"
    case .peer(let name, let body): "call peer \(name) \(JSONWriter.text(body))"
    }
  }

  /// What was answered.
  static func text(_ answer: RuntimeAnswer) -> String {
    switch answer {
    case .done: "done"
    case .entry(nil): "nothing"
    case .entry(let entry?): entry.value.isEmpty ? "an empty value" : text(entry.value)
    case .entries(let entries): "\(entries.count) entries"
    case .conflict(let key): "CONFLICT on \(key)"
    case .bytes(let bytes): "\(bytes.count) bytes"
    case .number(let number): "\(number)"
    case .peer(let body): JSONWriter.text(body)
    case .refused(let reason): "refused: \(reason)"
    }
  }

  /// A signal, with the number that its call was answered with.
  static func text(_ signal: Signal) -> String {
    switch signal {
    case .synced(let token): "sync \(token.number) is done"
    case .published(let token): "publication \(token.number) is confirmed"
    case .publishFailed(let token): "publication \(token.number) failed"
    case .timer(let name): "timer \(name)"
    }
  }

  private static func text(_ write: StoreWrite) -> String {
    guard let value = write.value else { return "\(write.key) deleted" }
    return "\(write.key) = \(text(value))"
  }

  /// Text if it is printable, a count of bytes otherwise.
  private static func text(_ bytes: [UInt8]) -> String {
    guard let text = String(validating: bytes, as: UTF8.self), text.count <= 40,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
    else { return "\(bytes.count) bytes" }
    return text
  }
}
