import EDARuntime
import GraderKit

let checks = Checks(EventBus.self) {
  property("H1", needs: .witness(failures: 13)) { lab in
    for story in [[Call].oneFails(&lab.random), .manyFail(&lab.random)] {
      var bench = Bench(try lab.component())
      lab.saw("failures", try bench.agree(on: story).count(of: .threw))
    }
  }

  property("H2", needs: .witness(published: 30)) { lab in
    var bench = Bench(try lab.component())
    lab.saw("published", try bench.agree(on: .chains(&lab.random)).count(of: .published))
  }

  property("H3", needs: .witness(changes: 36)) { lab in
    var bench = Bench(try lab.component())
    for round in 1...3 {
      let replies = try bench.agree(on: .changes(round: round, &lab.random))
      lab.saw("changes", replies.count(of: .subscribed, .cancelled))
    }
  }

  property("H4", needs: .witness(deliveries: 60)) { lab in
    let calls = [Call].crowd(&lab.random)
    try lab.shake(Array(calls.prefix(16)))
    var bench = Bench(try lab.component())
    lab.saw("deliveries", try bench.agree(on: calls).count(of: .got))
  }

  property("H5", needs: .witness(refused: 27)) { lab in
    var bench = Bench(try lab.component())
    lab.saw("refused", try bench.agree(on: .attributes(&lab.random)).refusalCount)
  }
}
