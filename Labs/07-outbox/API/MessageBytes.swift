import EDARuntime

extension TransactionalOutbox.Message {
  /// The whole message as bytes, for the store.
  var bytes: [UInt8] {
    var writer = FieldWriter()
    for text in [number, aggregate, envelope.id, envelope.source, envelope.specversion] {
      writer.add(text)
    }
    writer.add(envelope.type)
    writer.add(envelope.subject.map { "+" + $0 } ?? "")
    writer.add(envelope.time.map { String($0.milliseconds) } ?? "")
    for (name, value) in envelope.headers.sorted(by: { $0.key < $1.key }) {
      writer.add("+" + name)
      writer.add(value)
    }
    writer.add("")
    return writer.bytes + envelope.data
  }

  /// The message that has these bytes, nil if they are none.
  init?(bytes: [UInt8]) {
    var reader = FieldReader(rest: bytes[...])
    guard let number = reader.next(), let aggregate = reader.next(), let id = reader.next(),
      let source = reader.next(), let version = reader.next(), let type = reader.next(),
      let subject = reader.next(), let time = reader.next()
    else { return nil }
    var headers: [String: String] = [:]
    while let name = reader.next(), !name.isEmpty {
      headers[String(name.dropFirst())] = reader.next() ?? ""
    }
    self.init(
      number: number, aggregate: aggregate,
      envelope: Envelope(
        id: id, source: source, type: type,
        subject: subject.isEmpty ? nil : String(subject.dropFirst()),
        time: Int64(time).map { Instant(milliseconds: $0) }, headers: headers,
        data: Array(reader.rest), specversion: version))
  }
}

/// Texts one after the other, each with its length in front.
private struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: String) {
    bytes += Array("\(text.utf8.count):".utf8) + Array(text.utf8)
  }
}

private struct FieldReader {
  private(set) var rest: ArraySlice<UInt8>

  mutating func next() -> String? {
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
      let count = Int(String(decoding: rest[..<colon], as: UTF8.self)), count >= 0,
      rest.distance(from: colon, to: rest.endIndex) > count
    else { return nil }
    let start = rest.index(after: colon)
    defer { rest = rest[(start + count)...] }
    return String(validating: rest[start..<start + count], as: UTF8.self)
  }
}
