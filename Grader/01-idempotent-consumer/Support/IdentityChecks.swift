import EDARuntime
import GraderKit

/// Each identity has its effect once, is known again by another process whatever else came with it,
/// and is counted when it comes with another payload.
func knowsEachIdentity(
  _ consumer: Component<IdempotentConsumer>, _ random: inout RandomNumbers, saw: () -> Void
) throws {
  let payments = treacherousPayments(using: &random)
  var ledger = Ledger()
  for payment in payments {
    try consumer.expect(payment.call, equals: .outcome(.applied))
    ledger.enter(payment)
    saw()
  }
  try consumer.crash()
  for payment in payments {
    try consumer.expect(payment.redelivered.call, equals: .outcome(.duplicate))
  }
  try consumer.expect(.mismatchCount, equals: .count(0))

  let others = payments.filter { !$0.envelope.data.isEmpty }.prefix(12)
  for payment in others {
    let other = payment.withOtherPayload(using: &random)
    try consumer.expect(other.call, equals: .outcome(.duplicate))
  }
  try consumer.crash()
  try consumer.expect(.mismatchCount, equals: .count(Int64(others.count)))
  try ledger.expectTotals(in: consumer.world.store())
}

/// Payments with identities that are easily mixed up, half of them with one and the same payload.
private func treacherousPayments(using random: inout RandomNumbers) -> [Payment] {
  treacherousIdentities(using: &random).enumerated().map { index, identity in
    var payment = Payment(identity.id, from: identity.source, using: &random)
    if index % 2 == 0 { payment.envelope.data = Array("captured".utf8) }
    if index % 7 == 3 { payment.envelope.data = [] }
    return payment
  }
}
