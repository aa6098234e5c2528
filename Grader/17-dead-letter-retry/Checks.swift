import EDARuntime
import GraderKit

let checks = Checks(DeadLetterRetry.self) {
  property("H1", needs: .witness(pauses: 4000)) { lab in
    let policy = Policy.random(&lab.random)
    let (bench, other) = (try Bench(lab, policy), try Bench(lab, policy))
    let failure = Int.random(in: 2...6, using: &lab.random)
    let pauses = try bench.milliseconds(.pauses(afterFailure: failure, count: 4000))
    try expectEven(pauses, upTo: policy.ceiling(afterFailure: failure))
    lab.saw("pauses", pauses.count)
    try expectDifferent(bench, other, afterFailure: failure)
    for number in 1...9 {
      let few = try bench.milliseconds(.pauses(afterFailure: number, count: 40))
      try expectWithin(few, policy.ceiling(afterFailure: number), afterFailure: number)
    }
    try expectDrawn(lab, policy)
  }

  invariant(
    "H2", of: traffic, under: .duplicate(percent: 50), .drop, .delay, .crash(atEveryEffect: true),
    needs: .witness(copies: 6)
  ) { history in
    let audit = try Audit(history)
    try audit.expectAnswers()
    history.saw("copies", try audit.expectRightCopies())
  }

  invariant(
    "H3", of: traffic, under: .duplicate(percent: 50), .crash(atEveryEffect: true),
    needs: .witness(acknowledged: 4)
  ) { history in
    let audit = try Audit(history)
    try audit.expectAnswers()
    _ = try audit.expectRightCopies()
    history.saw("acknowledged", try audit.expectRightAcknowledgements())
  }

  property("H4", needs: .witness(entries: 14)) { lab in
    for _ in 0..<6 {
      let bench = try Bench(lab, .random(&lab.random))
      var message = Message.random("order-1", using: &lab.random)
      for number in 0..<10 {
        let queue = ["orders", "mail"][Int.random(in: 0..<2, using: &lab.random)]
        let reason = Reason.allCases[Int.random(in: 0..<4, using: &lab.random)]
        try bench.consumer.world.pass(milliseconds: 7)
        message.exchange = "exchange-\(number)"
        message =
          try bench.agree(on: message, from: queue, to: "dead", because: reason) ?? message
        if message.deaths.first?.count ?? 0 > 1 { lab.saw("entries") }
      }
    }
  }

  property("H5", needs: .witness(expirations: 8)) { lab in
    let bench = try Bench(lab)
    for number in 0..<16 {
      var message = Message.random("order-\(number)", using: &lab.random)
      message.expiration = number % 2 == 0 ? Int64.random(in: 0...9, using: &lab.random) : nil
      let reason = Reason.allCases[number / 4]
      let letter = try bench.agree(on: message, from: "orders", to: "dead", because: reason)
      if letter?.deaths.first?.originalExpiration != nil { lab.saw("expirations") }
    }
  }

  property("H6", needs: .witness(letters: 12)) { lab in
    for key in [nil, "dead.orders", ""] {
      var bench = try Bench(lab, Policy(deadLetterExchange: "morgue", deadLetterKey: key))
      for number in 0..<4 {
        var message = Message.random("order-\(number)", using: &lab.random)
        message.routingKeys = (0..<number).map { "order.\($0),copy" }
        try bench.agree(on: message, from: "mail", to: "dead", because: .maxlen)
        _ = try bench.fail(message, .permanent)
        lab.saw("letters")
      }
    }
  }

  property("H7", needs: .witness(circles: 12)) { lab in
    let queues = ["orders", "waiting", "audit"]
    for _ in 0..<10 {
      let bench = try Bench(lab)
      var message = Message.random("order-1", using: &lab.random)
      for _ in 0..<8 {
        let queue = queues[Int.random(in: 0..<3, using: &lab.random)]
        let target = queues[Int.random(in: 0..<3, using: &lab.random)]
        let reason = Reason.allCases[min(3, Int.random(in: 0..<5, using: &lab.random))]
        if let letter = try bench.agree(on: message, from: queue, to: target, because: reason) {
          message = letter
        } else {
          lab.saw("circles")
        }
      }
    }
  }

  property("H8", needs: .witness(waited: 12)) { lab in
    for round in 0..<4 {
      var lines = try Lines(lab, round)
      lab.saw("waited", try lines.keepOrder())
      try lines.flowWithoutOrder()
    }
  }

  property("H9", needs: .witness(retries: 12)) { lab in
    for percent in [10, Int.random(in: 5...40, using: &lab.random)] {
      var outage = try Outage(lab, percent: percent)
      lab.saw("retries", try outage.run())
    }
  }

  property("H10", needs: .witness(replays: 12)) { lab in
    for number in 0..<12 {
      var bench = try Bench(lab, .random(&lab.random))
      let message = Message.random("order-\(number)", using: &lab.random)
      var letter = try bench.fail(message, .permanent)
      if number % 3 == 0 {
        letter =
          try bench.agree(on: letter, from: "dead", to: "morgue", because: .expired) ?? letter
      }
      var expected = letter
      expected.attempts = 0
      expected.exchange = message.exchange
      expected.routingKeys = message.routingKeys
      try bench.consumer.expect(.replay(letter), equals: .message(expected))
      _ = try bench.fail(expected)
      lab.saw("replays")
    }
  }

  property("H11", needs: .witness(failures: 12)) { lab in
    for cap in [Int64.max, Int64.random(in: 5000...9_999_999, using: &lab.random)] {
      let policy = Policy(
        baseMilliseconds: .random(in: 3...999, using: &lab.random), capMilliseconds: cap,
        maximumAttempts: .max)
      var bench = try Bench(lab, policy)
      let failures = [2, 40, 55, 61, 62, 63, 64, 65, 70, 129, 1_000_000]
      try bench.consumer.expect(
        .longestPauses(afterFailures: failures),
        equals: .milliseconds(failures.map { policy.ceiling(afterFailure: $0) }))
      for failure in failures {
        var message = Message.random("order-\(failure)", using: &lab.random)
        message.attempts = failure - 1
        _ = try bench.fail(message)
        lab.saw("failures")
      }
    }
  }

  property("H12", needs: .witness(early: 12)) { lab in
    var bench = try Bench(lab, .random(&lab.random))
    for number in 0..<12 {
      try bench.consumer.world.pass(milliseconds: 10_000)
      let back = -Int64.random(in: 1...(1 << (3 * Int64(number))), using: &lab.random)
      var message = Message.random("order-\(number)", using: &lab.random)
      // Its clock steps back: the pause is counted from what it shows now.
      message = try bench.fail(message, clock: back)
      let due = message.notBefore ?? bench.consumer.world.now
      let clock = due.milliseconds(since: bench.consumer.world.now)
      let early = try bench.handle(message, fails: nil, clock: clock + back)
      try expect(early.outcome, equals: .early(until: due), "\(message) at \(early.at)")
      try expect(early.runs, equals: 0, "how many times \(message) was tried at \(early.at)")
      try expect(try bench.newCopies().count, equals: 0, "copies of a message that came early")
      _ = try bench.fail(message, clock: clock)
      lab.saw("early")
    }
  }
}
