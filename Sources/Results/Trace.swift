/// One run as it went, step by step: what `edalab trace` shows and `edalab replay` compares.
///
/// It holds the literals of a check, so it exists for open runs only: a sealed run has none.
package struct Trace: Codable, Equatable, Sendable {
  /// The name and version of this form.
  package static let schema = "edalab.trace/1"

  package var schema: String = Trace.schema
  /// The lab's id.
  package var lab: String
  /// The cell that the run belongs to, for example `H1/crash`.
  package var cell: String
  /// The run's seed in hexadecimal.
  package var seed: String
  /// The nodes in the order of the plan: the columns of a diagram.
  package var nodes: [String]
  /// The schedule in words, one line for each message and each fault.
  package var schedule: [String]
  package var steps: [TraceStep]
  /// The step at which the property was found to be broken; nil if it is known only of the whole.
  package var brokenAt: Int?
  /// SHA-256 of the transcript, in hexadecimal: equal runs have equal digests.
  package var digest: String

  package init(
    lab: String, cell: String, seed: String, nodes: [String], schedule: [String],
    steps: [TraceStep], brokenAt: Int?, digest: String
  ) {
    self.lab = lab
    self.cell = cell
    self.seed = seed
    self.nodes = nodes
    self.schedule = schedule
    self.steps = steps
    self.brokenAt = brokenAt
    self.digest = digest
  }
}

/// One step of a run.
package struct TraceStep: Codable, Equatable, Sendable {
  /// What kind of thing happened.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// A process started for the node.
    case start
    /// An input arrived at the node: a message, a timer, the end of a split-phase call.
    case deliver
    /// The node made a runtime call, and it was performed.
    case call
    /// The node answered the input that it served.
    case reply
    /// The node answered with an error.
    case error
    /// The node's process was killed.
    case crash
    /// What a crash left of a file.
    case disk
    /// The node's process was stopped as planned.
    case stop
    /// A message that was not acknowledged will come again.
    case redeliver
    /// A message failed too often and comes no more.
    case giveUp
    /// A message, a confirm or an answer was lost on the way.
    case lose
    /// A link was cut.
    case cut
    /// A link works again.
    case heal
    /// The node stopped running for a while, without losing anything.
    case stall
    /// The node goes on.
    case resume
    /// The node's clock was set to another time.
    case clock
  }

  /// Counts from 1 through the run.
  package var number: Int
  /// Virtual milliseconds since the run's start.
  package var at: Int64
  /// The node that it happened to.
  package var node: String
  package var kind: Kind
  /// The other node, if two had a part in it: who asked, or who was asked.
  package var other: String?
  /// The number of the input that it belongs to, as people see it: `#3`. A redelivery keeps it.
  package var input: Int?
  /// Counts the attempts to deliver the input, from 1.
  package var attempt: Int?
  /// The number of the runtime call, from 1 through the run.
  package var call: Int?
  /// What happened, in words, on one line.
  package var text: String
  /// Whether the workbench did it to the component.
  package var isFault: Bool
  /// The step that led to this one; nil if it stood in the plan.
  package var cause: Int?
  /// What changed in the transactional stores.
  package var writes: [TraceWrite]
  /// What the component printed before the next step.
  package var output: String?
  /// What the component says about its own state, as JSON, if it offers that.
  package var state: String?

  package init(
    number: Int, at: Int64, node: String, kind: Kind, other: String? = nil, input: Int? = nil,
    attempt: Int? = nil, call: Int? = nil, text: String, isFault: Bool = false, cause: Int? = nil,
    writes: [TraceWrite] = [], output: String? = nil, state: String? = nil
  ) {
    self.number = number
    self.at = at
    self.node = node
    self.kind = kind
    self.other = other
    self.input = input
    self.attempt = attempt
    self.call = call
    self.text = text
    self.isFault = isFault
    self.cause = cause
    self.writes = writes
    self.output = output
    self.state = state
  }
}

/// One changed entry of a store.
package struct TraceWrite: Codable, Equatable, Sendable {
  package var store: String
  package var key: String
  /// Text where it is text, a count of bytes otherwise; nil if the entry was deleted.
  package var value: String?

  package init(store: String, key: String, value: String?) {
    self.store = store
    self.key = key
    self.value = value
  }
}
