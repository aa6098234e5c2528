import EDARuntime

/// A captured payment: the event, and what it does.
struct Payment {
  var envelope: Envelope
  var amount: Int64
  var account: String

  /// A payment of a random amount for one of a few accounts.
  init(
    _ id: String, from source: String = "/shop", time: Instant? = nil,
    using random: inout RandomNumbers
  ) {
    amount = Int64.random(in: 1...1000, using: &random)
    account = ["alice", "bob", "carol"][Int.random(in: 0..<3, using: &random)]
    envelope = Envelope(
      id: id, source: source, type: "payment.captured", subject: account, time: time,
      data: Array("{\"amount\": \(amount)}".utf8))
  }

  /// The delivery of this payment.
  var call: IdempotentConsumer.Call { .process(envelope, .add(amount, to: account)) }

  /// A delivery whose handler fails after it has written.
  var failingCall: IdempotentConsumer.Call {
    .process(envelope, .addThenFail(amount, to: account))
  }

  /// The same event as a broker may send it again: other headers and another time, the same
  /// payload.
  var redelivered: Payment {
    var copy = self
    copy.envelope.headers["attempt"] = "2"
    copy.envelope.time = Instant(milliseconds: 86_400_000)
    return copy
  }

  /// The same event with one byte of its payload changed, and another amount to add.
  func withOtherPayload(using random: inout RandomNumbers) -> Payment {
    var copy = self
    let place = Int.random(in: copy.envelope.data.indices, using: &random)
    copy.envelope.data[place] ^= 1
    copy.amount += 1
    return copy
  }
}

extension Ledger {
  mutating func enter(_ payment: Payment) {
    enter(payment.envelope, payment.amount, payment.account)
  }
}
