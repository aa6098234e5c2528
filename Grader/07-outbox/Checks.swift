import EDARuntime
import GraderKit

let checks = Checks(TransactionalOutbox.self) {
  invariant(
    "H1", of: shop, under: .duplicate, .crash(atEveryEffect: true), needs: .witness(arrived: 4)
  ) { history in
    let books = try Books(history)
    history.saw("arrived", books.arrivals.count)
    try books.expectNothingElse()
    try books.expectAllArrived()
  }

  invariant(
    "H2", of: shop, under: .dropConfirms(percent: 30).and(.refusePublished(percent: 20)),
    needs: .witness(arrived: 4)
  ) { history in
    let books = try Books(history)
    history.saw("arrived", books.arrivals.count)
    try books.expectSameEnvelopes()
  }

  invariant(
    "H3", of: backlog, under: .dropConfirms(percent: 20).and(.refusePublished(percent: 20)),
    .crash(atEveryEffect: true), .partition, needs: .witness(arrived: 4)
  ) { history in
    let books = try Books(history)
    history.saw("arrived", books.arrivals.count)
    try books.expectOrder()
    try books.expectAllArrived()
  }

  invariant(
    "H4", of: watched, under: .dropConfirms(percent: 20).and(.dropPublished(percent: 30)),
    needs: .witness(asked: 18)
  ) { history in
    var handOvers = HandOvers(try history.planned(), .patient)
    try history.follow { moment in
      if case .answered(.status(let number), .reply(.status(let status))) = moment {
        history.saw("asked")
        try handOvers.expectStatus(status, ofRow: number)
      }
      try handOvers.take(moment)
    }
    try Books(history).expectAllArrived()
  }

  invariant("H5", of: lateCommits, needs: .witness(arrived: 12)) { history in
    let books = try Books(history)
    history.saw("arrived", books.arrivals.count)
    try books.expectAllArrived()
  }

  invariant(
    "H6", of: twoRelays, under: .stall(milliseconds: 6000).and(.dropConfirms(percent: 35)),
    needs: .witness(arrived: 12)
  ) { history in
    var handOvers = HandOvers(try history.planned(), .patient)
    try history.follow { moment in
      try handOvers.take(moment) { try $0.expectNotUnderWay($1, $2) }
    }
    let books = try Books(history)
    history.saw("arrived", books.arrivals.count)
    try books.expectOrder()
    try books.expectAllArrived()
  }

  invariant("H7", of: refused, under: .crash(atEveryEffect: true), needs: .witness(refused: 5)) {
    history in
    var handOvers = HandOvers(try history.planned(), .strict)
    try history.follow { moment in
      if case .answered(.status(let number), .reply(.status(let status))) = moment {
        try handOvers.expectStatus(status, ofRow: number)
      }
      try handOvers.take(moment)
      try handOvers.expectRefusalsEnough()
    }
    history.saw("refused", handOvers.refusalCount(of: "b2"))
    let books = try Books(history)
    try books.expectOrder()
    try books.expectAllArrived()
  }

  property("H8", needs: .witness(purged: 22)) { lab in
    var retention = try Retention(lab)
    try retention.keepsForARetention()
    try retention.keepsWhatWaits()
    try retention.leavesNothing()
  }

  invariant("H9", of: outage, under: .partition(milliseconds: 60_000), needs: .witness(pauses: 8)) {
    history in
    var handOvers = HandOvers(try history.planned(), .patient)
    try history.follow { moment in
      try handOvers.take(moment) { sofar, id, now in
        if sofar.attemptCount(of: id) > 0 { history.saw("pauses") }
        try sofar.expectPause(before: id, now)
      }
    }
    try Books(history).expectAllArrived()
  }

  property("H10", needs: .witness(arrived: 64)) { lab in
    try lab.randomInterleavings(of: race, count: 2) { history in
      let books = try Books(history)
      lab.saw("arrived", books.arrivals.count)
      try books.expectOnce()
      try books.expectOrder()
      try books.expectAllArrived()
    }
  }
}
