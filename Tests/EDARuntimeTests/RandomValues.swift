import EDARuntime

/// Values that tests draw from a seed: the same seed gives the same values.
struct RandomValues {
  var random: RandomNumbers

  init(seed: UInt64) { random = RandomNumbers(seed: seed) }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  /// Numbers of every size, the ends of the range more often than chance would have it.
  mutating func integer() -> Int64 {
    switch below(4) {
    case 0: [.min, .max, 0, -1, .min + 1, .max - 1].randomElement(using: &random) ?? 0
    case 1: Int64.random(in: -9...9, using: &random)
    default: Int64(truncatingIfNeeded: random.next()) >> Int64(below(64))
    }
  }

  mutating func string() -> String {
    var text = ""
    for _ in 0..<below(8) { text.unicodeScalars.append(scalar()) }
    return text
  }

  private mutating func scalar() -> Unicode.Scalar {
    let troublesome: [UInt32] = [0, 0x1f, 0x22, 0x2f, 0x5c, 0x7f, 0xe9, 0x301, 0xfeff, 0x1f600]
    let code =
      below(2) == 0
      ? troublesome[below(troublesome.count)] : UInt32.random(in: 0...0x10ffff, using: &random)
    return Unicode.Scalar(code) ?? "?"
  }

  mutating func bytes(upTo count: Int) -> [UInt8] {
    (0..<below(count + 1)).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  mutating func value(depth: Int = 4) -> JSONValue {
    switch below(depth > 0 ? 6 : 4) {
    case 0: return .null
    case 1: return .bool(below(2) == 0)
    case 2: return .integer(integer())
    case 3: return .string(string())
    case 4: return .array((0..<below(4)).map { _ in value(depth: depth - 1) })
    default: return .object(members(depth: depth))
    }
  }

  private mutating func members(depth: Int) -> [JSONMember] {
    // The number in front keeps keys apart.
    (0..<below(4)).map { JSONMember("\($0)" + string(), value(depth: depth - 1)) }
  }
}

extension RandomValues {
  mutating func envelope() -> Envelope {
    let headers = (0..<below(3)).map { ("h\($0)", string()) }
    return Envelope(
      id: string(), source: string(), type: string(), subject: below(2) == 0 ? nil : string(),
      time: below(2) == 0 ? nil : Instant(milliseconds: integer()),
      headers: Dictionary(uniqueKeysWithValues: headers), data: bytes(upTo: 9))
  }

  mutating func call() -> RuntimeCall {
    switch below(12) {
    case 0: .storeGet(store: string(), key: string())
    case 1:
      .storeScan(
        store: string(), from: string(), upTo: below(2) == 0 ? nil : string(), limit: below(1000))
    case 2: .storeCommit(store: string(), reads: reads(), writes: writes())
    case 3: .fileAppend(file: string(), bytes: bytes(upTo: 40))
    case 4: .fileRead(file: string(), offset: integer(), count: below(1000))
    case 5: .fileSize(file: string())
    case 6: .fileTruncate(file: string(), size: integer())
    case 7: .fileSync(file: string())
    case 8: .publish(channel: string(), envelope: envelope())
    case 9: .timerSet(name: string(), at: Instant(milliseconds: integer()))
    case 10: .timerCancel(name: string())
    default: .peer(name: string(), body: value())
    }
  }

  private mutating func reads() -> [StoreRead] {
    (0..<below(3)).map { _ in StoreRead(key: string(), version: integer()) }
  }

  private mutating func writes() -> [StoreWrite] {
    (0..<below(3)).map { _ in
      StoreWrite(key: string(), value: below(3) == 0 ? nil : bytes(upTo: 9))
    }
  }

  private mutating func entry() -> StoreEntry {
    StoreEntry(key: string(), value: bytes(upTo: 9), version: integer())
  }

  mutating func answer() -> RuntimeAnswer {
    switch below(8) {
    case 0: .done
    case 1: .entry(below(2) == 0 ? nil : entry())
    case 2: .entries((0..<below(3)).map { _ in entry() })
    case 3: .conflict(key: string())
    case 4: .bytes(bytes(upTo: 40))
    case 5: .number(integer())
    case 6: .peer(value())
    default: .refused(string())
    }
  }

  mutating func signal() -> Signal {
    switch below(4) {
    case 0: .synced(SyncToken(number: integer()))
    case 1: .published(PublishToken(number: integer()))
    case 2: .publishFailed(PublishToken(number: integer()))
    default: .timer(string())
    }
  }

  mutating func request() -> Request {
    switch below(5) {
    case 0:
      .start(
        epoch: string(), hashSeed: random.next(), randomSeed: random.next(), setup: value())
    case 1: .call(id: string(), now: Instant(milliseconds: integer()), body: value())
    case 2: .signal(id: string(), now: Instant(milliseconds: integer()), signal: signal())
    case 3: .answer(answer())
    default: .bye
    }
  }

  mutating func response() -> Response {
    switch below(6) {
    case 0: .hello(epoch: string())
    case 1: .ask(epoch: string(), id: string(), call: call())
    case 2: .reply(epoch: string(), id: string(), body: value())
    case 3: .failure(epoch: string(), id: string(), body: value())
    case 4: .unfinished(epoch: string(), id: string(), part: string())
    default: .thrown(epoch: string(), id: string(), text: string())
    }
  }
}
