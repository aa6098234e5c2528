import EDARuntime
import GraderKit

let checks = Checks(IdempotentConsumer.self) {
  invariant(
    "H1", of: payments, under: .duplicate(percent: 75), .reorder, .crash(atEveryEffect: true),
    needs: .witness(applied: 8)
  ) { history in
    history.saw("applied", try history.replies().count { $0.reply == .outcome(.applied) })
    try Ledger(history.planned()).expectTotals(in: history.store())
  }

  property("H2", needs: .witness(identities: 28)) { lab in
    let consumer = try lab.component(setup: .init(windowMilliseconds: 600_000))
    try knowsEachIdentity(consumer, &lab.random) { lab.saw("identities") }
  }

  property("H3", needs: .witness(failures: 8)) { lab in
    let consumer = try lab.component(setup: .init(windowMilliseconds: 600_000))
    var ledger = Ledger()
    for number in 1...8 {
      let payment = Payment("e\(number)", using: &lab.random)
      try consumer.expect(payment.failingCall, throws: .handlerFailed)
      try ledger.expectTotals(in: consumer.world.store())
      if number == 5 { try consumer.crash() }
      lab.saw("failures")

      try consumer.expect(payment.call, equals: .outcome(.applied))
      ledger.enter(payment)
      try consumer.expect(payment.failingCall, equals: .outcome(.duplicate))
      try ledger.expectTotals(in: consumer.world.store())
    }
  }

  property("H4", needs: .witness(races: 24)) { lab in
    try lab.randomInterleavings(of: race, count: 1) { history in
      lab.saw("races", try expectOneWinner(try claims(in: history), "answered `applied`"))
      try Ledger(history.planned()).expectTotals(in: history.store())
    }
  }

  property("H5", needs: .witness(duplicates: 20)) { lab in
    var traffic = try Traffic(lab)
    try traffic.comesAgainJustInsideTheWindow()
    try traffic.flows()
    for _ in 1...2 {
      try traffic.crash()
      try traffic.flows()
    }
    try traffic.flows { try $0.expectSmallStore() }
  }

  invariant("H6", of: skewedClocks, under: .duplicate, .reorder, needs: .witness(duplicates: 20)) {
    history in
    history.saw("duplicates", try history.replies().count { $0.reply == .outcome(.duplicate) })
    try Ledger(history.planned()).expectTotals(in: history.store())
  }

  invariant(
    "H7", of: rushHour, under: .duplicate(percent: 30).and(.reorder(percent: 30)),
    needs: .witness(applied: 40)
  ) { history in
    history.saw("applied", try history.replies().count { $0.reply == .outcome(.applied) })
    try Ledger(history.planned()).expectTotals(in: history.store())
  }
}
