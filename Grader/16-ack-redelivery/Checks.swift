import EDARuntime
import GraderKit

let checks = Checks(AckRedelivery.self) {
  property("H1", needs: .witness(deliveries: 20)) { lab in
    try perConsumer(lab)
    try grantsOnPublish(lab)
    try withoutLimit(lab)
  }

  property("H12", needs: .witness(deliveries: 20)) { lab in
    try stalledConsumer(lab)
    try takesTurns(lab)
    try keepsItsPlace(lab)
    try manyAtOnce(lab)
  }

  property("H2", needs: .witness(closed: 6)) { lab in
    try tagsOfTwoChannels(lab)
    try oneChannelTwoQueues(lab)
    try wrongTags(lab)
  }

  property("H13", needs: .witness(deliveries: 4)) { lab in
    try nothingToDo(lab)
  }

  property("H3", needs: .witness(redeliveries: 20)) { lab in
    try workedOrder(lab)
    try gapsAreFilled(lab)
    try randomReturns(lab)
  }

  property("H4", needs: .witness(redeliveries: 7)) { lab in
    try flagsStay(lab)
    try flagOfEachQueue(lab)
  }

  property("H5", needs: .witness(redeliveries: 8)) { lab in
    try channelCloses(lab)
    try otherChannelStays(lab)
  }

  property("H6", needs: .witness(deliveries: 6)) { lab in
    try autoAckLoses(lab)
  }

  invariant("H7", of: confirms, under: .crash(atEveryEffect: true), needs: .witness(deliveries: 10))
  { history in try followModel(history, of: twoQueues) }

  property("H14", needs: .witness(redeliveries: 4)) { lab in
    try brokerDies(lab)
    try brokerDiesAgain(lab)
    try longQueue(lab)
  }

  invariant(
    "H15", of: network, under: .duplicate, .reorder, .drop, .delay,
    needs: .witness(deliveries: 10)
  ) { history in try followModel(history, of: twoQueues) }

  property("H8", needs: .witness(deliveries: 12)) { lab in
    try expiresOnTime(lab)
    try expiresInHand(lab)
    try nowOrNever(lab)
    try expiresAfterRestart(lab)
  }

  property("H9", needs: .witness(refused: 3)) { lab in
    try dropsHeads(lab)
    try dropsAfterHandingOut(lab)
    try refusesPublish(lab)
    try expiredDoNotCount(lab)
  }

  property("H16", needs: .witness(deliveries: 25)) { lab in
    try littleWork(lab)
  }

  property("H10", needs: .witness(deliveries: 15)) { lab in
    try higherFirst(lab)
    try returnsToItsRank(lab)
  }

  property("H11", needs: .witness(redeliveries: 4)) { lab in
    try oneAlone(lab)
    try aloneOnAChannel(lab)
  }

  property("S1", needs: .witness(deliveries: 40)) { lab in
    let (setup, calls) = manyOfEach(&lab.random)
    let outcomes = try lab.shake(setup: setup, calls)
    var model = Model(setup)
    for (call, outcome) in zip(calls, outcomes) {
      try Verdict.expect(
        outcome, equals: [model.answer(to: call, at: .start)].compactMap(\.self), after: call)
      lab.saw("deliveries", outcome.deliveries.count)
    }
  }
}
