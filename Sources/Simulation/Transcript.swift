package import EDARuntime

/// One thing that happened in a run. The steps of a run are its transcript, numbered from 1.
package enum Step: Equatable, Sendable {
  case started(node: String, incarnation: Int)
  case delivered(Delivery)
  /// A runtime call was performed. Calls are numbered from 1 through the run.
  case performed(node: String, number: Int, RuntimeCall, RuntimeAnswer)
  case replied(node: String, number: Int, body: JSONValue)
  case failed(node: String, number: Int, Problem)
  /// The instance was killed here.
  case crashed(node: String, CrashPoint)
  /// What the crash left of a file that had held unsynced changes: so many bytes of so many.
  case survived(node: String, file: String, size: Int, of: Int)
  /// The instance was stopped, as planned.
  case stopped(node: String)
  /// The message will be delivered again.
  case redelivered(Delivery)
  /// The message failed too often.
  case gaveUp(Delivery)
}

/// How a component answers without a reply.
package enum Problem: Equatable, Sendable {
  /// The lab's own error.
  case failure(JSONValue)
  case unfinished(part: String)
  case thrown(text: String)
}

/// Where an instance is killed.
package enum CrashPoint: Hashable, Sendable {
  /// The call with this number has been asked for and not been performed.
  case before(call: Int)
  /// The call with this number has been performed and not been answered.
  case after(call: Int)
  /// This many inputs have been answered, and the next has not come.
  case idle(afterInputs: Int)
}
