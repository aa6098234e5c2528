import EDARuntime
import GraderKit

let checks = Checks(TopicExchange.self) {
  property("H1", needs: .witness(matches: 350)) { lab in
    var bench = Bench(try lab.component())
    for matrix in [Matrix(), Matrix(renamed: &lab.random)] {
      try bench.agree(on: matrix.commands)
      lab.saw("matches", try bench.expect(matrix.rows(afterRemovals: false)))
      try bench.agree(on: matrix.removals)
      lab.saw("matches", try bench.expect(matrix.rows(afterRemovals: true)))
      try bench.agree(on: matrix.deletion)
      try bench.agree(on: matrix.derivedCommands)
      try bench.expect(matrix.derivedRows)
    }
  }

  property("H2", needs: .witness(copies: 60)) { lab in
    var bench = Bench(try lab.component())
    for round in 0..<6 {
      let trial = Trial.overlaps(round: round, &lab.random)
      lab.saw("copies", try bench.agree(on: trial.all).copyCount)
    }
  }

  property("H3", needs: .witness(copies: 200)) { lab in
    var bench = Bench(try lab.component())
    let trial = Trial.patterns(60, keys: 60, &lab.random)
    lab.saw("copies", try bench.agree(on: trial.all).copyCount)
  }

  property("H4", needs: .witness(copies: 200)) { lab in
    var bench = Bench(try lab.component())
    let trial = Trial.directAndFanout(&lab.random)
    lab.saw("copies", try bench.agree(on: trial.all).copyCount)
    try bench.agree(on: Trial.defaultExchange(queue: Names.word(&lab.random)))
  }

  property("H5", needs: .witness(copies: 60)) { lab in
    var bench = Bench(try lab.component())
    lab.saw("copies", try bench.agree(on: Trial.headers(&lab.random).all).copyCount)
  }

  property("H6", needs: .witness(rescued: 10)) { lab in
    var bench = Bench(try lab.component())
    let trial = Trial.alternates(&lab.random)
    lab.saw("rescued", trial.copiesBehind(try bench.agree(on: trial.all)))
  }

  property("H7", needs: .witness(behind: 20)) { lab in
    var bench = Bench(try lab.component())
    let trial = Trial.graph(exchanges: 9, &lab.random)
    lab.saw("behind", trial.copiesBehind(try bench.agree(on: trial.all)))
    try bench.agree(on: Trial.ladder(8).all)
  }

  property("H8", needs: .witness(copies: 100)) { lab in
    var bench = Bench(try lab.component())
    let bound = Twins.bindings.shuffled(using: &lab.random).prefix(16)
    try bench.agree(on: Twins.declarations + bound.map { .bind($0) } + Twins.probes)
    // Removes also some that were never made: that is no error, and removes nothing.
    for binding in Twins.bindings.shuffled(using: &lab.random) {
      lab.saw("copies", try bench.agree(on: [.unbind(binding)] + Twins.probes).copyCount)
    }
  }

  property("H9", needs: .witness(refusals: 8)) { lab in
    var bench = Bench(try lab.component())
    lab.saw("refusals", try bench.agree(on: Trial.refusals(&lab.random).all).refusalCount)
    let (exchange, queue) = ("e" + Names.word(&lab.random), "r" + Names.word(&lab.random))
    var calls: [Call] = [.declareExchange(exchange, .topic, alternate: nil)]
    calls += Trial.bound(queue, to: exchange, "a.*")
    calls += Trial.deletion(of: exchange, before: queue, "a.b")
    lab.saw("refusals", try bench.agree(on: calls).refusalCount)
  }

  invariant(
    "H11", of: commandsAtLeastOnce, under: .duplicate(percent: 70), .reorder(percent: 50),
    needs: .witness(copies: 10)
  ) { history in
    var model = Model()
    let replies = try history.replies()
    for (call, reply) in replies { try model.expect(reply, to: call) }
    try expect(
      Set(replies.map(\.call)).count, equals: Commands.count,
      "every command is carried out in the end")
    history.saw("copies", replies.map(\.reply).copyCount)
  }

  property("H12", needs: .witness(copies: 20)) { lab in
    var bench = Bench(try lab.component())
    let trial = Trial.graph(exchanges: 6, &lab.random)
    try bench.agree(on: trial.all)
    try bench.restart()
    try bench.agree(on: [.route(.init(key: "a"), to: "x0")])
    // The operator's script runs again, with the commands in another order and some of them twice.
    let declarations = trial.commands.filter { !$0.isBind }.shuffled(using: &lab.random)
    let binds = trial.commands.filter(\.isBind).shuffled(using: &lab.random)
    let replay = declarations + binds + declarations + binds.prefix(9) + trial.messages
    lab.saw("copies", try bench.agree(on: replay).copyCount)
  }

  property("S1", needs: .witness(copies: 20)) { lab in
    let trial = Trial.graph(exchanges: 20, &lab.random)
    let replies = try lab.shake([.all(trial.commands)] + trial.messages).dropFirst()
    var model = Model()
    try model.perform(trial.commands)
    for (call, reply) in zip(trial.messages, replies) { try model.expect(reply, to: call) }
    lab.saw("copies", replies.copyCount)
  }

  property("H10", needs: .witness(copies: 6)) { lab in
    var bench = Bench(try lab.component())
    let load = Call.load(
      .init(
        seed: .random(in: 0...Int64.max, using: &lab.random), bindingCount: 2000, messageCount: 30)
    )
    try bench.agree(on: [load])
    lab.saw("copies", try bench.agree(on: Trial.ladder(48).all).copyCount)
    for trial in Trial.adversaries(&lab.random) {
      lab.saw("copies", try bench.agree(on: trial.all).copyCount)
    }
  }
}
