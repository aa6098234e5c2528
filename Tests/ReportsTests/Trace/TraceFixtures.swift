import Results

/// An order is charged twice: the consumer commits what it has seen after the effect, and a crash
/// falls between the two.
let doubleCharge = Trace(
  lab: "01-idempotent-consumer", cell: "H1/crash", seed: "0000000000000029",
  nodes: ["relay", "consumer"],
  schedule: ["at 0 ms: publish order o1 to relay", "kill consumer right after call 3"],
  steps: [
    TraceStep(number: 1, at: 0, node: "relay", kind: .start, text: "instance 1"),
    TraceStep(number: 2, at: 0, node: "consumer", kind: .start, text: "instance 1"),
    TraceStep(
      number: 3, at: 0, node: "relay", kind: .deliver, input: 1, attempt: 1,
      text: "publish {\"order\":\"o1\"}"),
    TraceStep(
      number: 4, at: 0, node: "relay", kind: .call, input: 1, call: 1,
      text: "publish orders o1 → published 1", cause: 3),
    TraceStep(
      number: 5, at: 0, node: "relay", kind: .reply, input: 1, text: "accepted", cause: 3),
    TraceStep(
      number: 6, at: 1000, node: "consumer", kind: .deliver, other: "relay", input: 2, attempt: 1,
      text: "order o1", cause: 4),
    TraceStep(
      number: 7, at: 1000, node: "consumer", kind: .call, input: 2, call: 2,
      text: "get main o1 → nothing", cause: 6),
    TraceStep(
      number: 8, at: 1000, node: "consumer", kind: .call, input: 2, call: 3,
      text: "commit main {balance = 10} → done", cause: 6,
      writes: [TraceWrite(store: "main", key: "balance", value: "10")], output: "charged o1\n"),
    TraceStep(
      number: 9, at: 1000, node: "consumer", kind: .crash, text: "right after call 3",
      isFault: true),
    TraceStep(
      number: 10, at: 1000, node: "consumer", kind: .redeliver, input: 2, text: "at 1100",
      cause: 9),
    TraceStep(number: 11, at: 1100, node: "consumer", kind: .start, text: "instance 2", cause: 9),
    TraceStep(
      number: 12, at: 1100, node: "consumer", kind: .deliver, other: "relay", input: 2, attempt: 2,
      text: "order o1", cause: 10),
    TraceStep(
      number: 13, at: 1100, node: "consumer", kind: .call, input: 2, call: 4,
      text: "get main o1 → nothing", cause: 12),
    TraceStep(
      number: 14, at: 1100, node: "consumer", kind: .call, input: 2, call: 5,
      text: "commit main {balance = 20, o1 = seen} → done", cause: 12,
      writes: [
        TraceWrite(store: "main", key: "balance", value: "20"),
        TraceWrite(store: "main", key: "o1", value: "seen"),
      ], output: "charged o1\n", state: "{\"seen\":[\"o1\"]}"),
    TraceStep(
      number: 15, at: 1100, node: "consumer", kind: .reply, other: "relay", input: 2, text: "done",
      cause: 12),
  ], brokenAt: 14, digest: "d19e57")

/// One step of every kind between two nodes, faults marked.
let everyKind: Trace = {
  var trace = doubleCharge
  let faults: [TraceStep.Kind] = [.crash, .disk, .lose, .cut, .heal, .stall, .resume, .clock]
  trace.steps = TraceStep.Kind.allCases.enumerated().map { index, kind in
    TraceStep(
      number: index + 1, at: Int64(index) * 10, node: "consumer", kind: kind,
      other: [.cut, .heal, .lose, .deliver, .reply].contains(kind) ? "relay" : nil,
      input: kind == .deliver ? 1 : nil, text: "about \(kind)", isFault: faults.contains(kind))
  }
  trace.brokenAt = nil
  return trace
}()
