import EDARuntime
import GraderKit

let checks = Checks(EventStores.self) {
  property("H1", needs: .witness(refusals: 16)) { lab in
    var bench = Bench(try lab.component())
    let sizes = ["a": 1, "b": 3, "c": 4].sorted { $0.key < $1.key }
    for (stream, size) in sizes {
      try bench.agree(on: .append(bench.fresh(size, &lab.random), to: stream, .noStream))
    }
    for round in 1...2 {
      for (stream, size) in sizes {
        for expected in Expected.stale(for: size) {
          let late = bench.fresh(round, &lab.random)
          let isRefused = try bench.agreeWithoutWriting(on: .append(late, to: stream, expected))
          lab.saw("refusals", isRefused ? 1 : 0)
        }
      }
      try bench.settle()
      try bench.agreeOnContents(of: sizes.map(\.key))
    }
  }

  property("H2", needs: .witness(refusals: 15)) { lab in
    var bench = Bench(try lab.component())
    let known = bench.fresh(4, &lab.random)
    try bench.agree(on: .append(known, to: "a", .noStream))
    for expected in [Expected.any, .streamExists, .noStream, .exact(0), .exact(2)] {
      for place in 0..<3 {
        // Some events of the batch stand in the stream where it expects them, and one is new.
        var batch = Array(known.dropFirst(expected.next).prefix(2))
        batch.insert(contentsOf: bench.fresh(1, &lab.random), at: min(place, batch.count))
        let isRefused = try bench.agreeWithoutWriting(on: .append(batch, to: "a", expected))
        lab.saw("refusals", isRefused ? 1 : 0)
      }
      try bench.settle()
      try bench.agreeOnContents(of: ["a"])
    }
    try bench.agree(on: .append(bench.fresh(5, &lab.random), to: "a", .exact(3)))
    try bench.settle()
    try bench.agreeOnContents(of: ["a"])
  }

  property("H3", needs: .witness(repetitions: 21)) { lab in
    var bench = Bench(try lab.component())
    for (scripts, pause) in [
      (Script.official, Pause.none), (Script.derived, .settled), (Script.official, .restarted),
    ] {
      lab.saw("repetitions", try bench.perform(scripts, pause))
    }
  }

  property("H4", needs: .witness(refusals: 19)) { lab in
    var bench = Bench(try lab.component())
    for size in 0...3 {
      for expected in Expected.every(upTo: size + 2) {
        let stream = "\(size)-\(expected)"
        if size > 0 {
          try bench.agree(on: .append(bench.fresh(size, &lab.random), to: stream, .any))
        }
        let call = Call.append(bench.fresh(1, &lab.random), to: stream, expected)
        lab.saw("refusals", try bench.agree(on: call) ? 1 : 0)
      }
      try bench.settle()
    }
    try bench.agree(on: .readAll(after: -1, limit: 1000))
  }

  property("H5", needs: .witness(successes: 16)) { lab in
    var bench = Bench(try lab.component())
    for size in 0...2 {
      let streams = ["\(size)-pending", "\(size)-settled"]
      for stream in streams where size > 0 {
        try bench.agree(on: .append(bench.fresh(size, &lab.random), to: stream, .noStream))
        if stream == streams[1] { try bench.settle() }
      }
      for stream in streams.reversed() {
        for expected in Expected.every(upTo: size + 1) {
          let isRefused = try bench.agreeWithoutWriting(on: .append([], to: stream, expected))
          lab.saw("successes", isRefused ? 0 : 1)
        }
        try bench.agreeOnContents(of: [stream])
      }
    }
  }

  property("H6", needs: .witness(races: 40)) { lab in
    var bench = Bench(try lab.component())
    for (number, race) in Race.all.enumerated() {
      let stream = "race-\(number)"
      if number % 3 == 0 {
        try bench.agree(on: .append(bench.fresh(2, &lab.random), to: stream, .noStream))
        try bench.settle()
      }
      lab.saw("races", try bench.perform(race, on: stream, &lab.random) ? 1 : 0)
    }
    try bench.agree(on: .readAll(after: -1, limit: 1000))
  }

  invariant("H7", of: torn, under: .crash(atEveryByte: true), needs: .witness(batches: 2)) {
    history in
    let batches = try history.batches()
    var last: [Recorded] = []
    try history.followReads { shown in
      try expectWholeBatches(shown, of: batches)
      last = shown
    }
    let found = try expectWholeBatches(last, of: batches)
    guard found == batches.count else {
      throw CheckFailure(
        "after all appends came again, and a restart, a batch is missing",
        expected: "each of \(batches), once", actual: "\(Reply.events(last))")
    }
    history.saw("batches", found)
  }

  invariant(
    "H8", of: readersAndWriters, under: .crash(atEveryEffect: true),
    needs: .witness(acknowledged: 6)
  ) { history in
    var promises = Promises()
    try history.follow { try promises.hear($0) }
    try promises.expectNothingPending()
    history.saw("acknowledged", promises.kept.count)
  }

  invariant(
    "H9", of: readersAndWriters, under: .crash(atEveryEffect: true), needs: .witness(shown: 6)
  ) { history in
    var earlier: [Recorded] = []
    try history.followReads { shown in
      try expectDense(shown)
      try expect(shown, continues: earlier)
      earlier = shown
    }
    history.saw("shown", earlier.count)
  }

  invariant(
    "H10", of: commands, under: .duplicate(percent: 60), .reorder(percent: 40),
    needs: .witness(events: 20)
  ) { history in
    var model = Model()
    try history.follow { try model.expect($0) }
    for (number, batch) in try history.batches().enumerated() {
      try require(
        model.log.contains { $0.event == batch[0] }, "batch \(number + 1) is there in the end")
    }
    history.saw("events", model.log.count)
  }

  property("H11", needs: .witness(damages: 9)) { lab in
    let archive = try Archive(lab)
    for damage in archive.damagesInside {
      try archive.expectError(after: damage)
      lab.saw("damages")
    }
    for damage in archive.damagesAtEnd {
      try archive.expectCut(after: damage)
      lab.saw("damages")
    }
  }

  property("H12", needs: .witness(reads: 100)) { lab in
    var bench = Bench(try lab.component())
    let streams = try bench.fillWithAnything(&lab.random)
    try bench.settle()
    lab.saw("reads", try bench.agreeOnReads(of: streams, &lab.random))
    try bench.restart()
    lab.saw("reads", try bench.agreeOnReads(of: streams, &lab.random))
  }
}
