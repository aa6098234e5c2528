package import EDARuntime

/// One thing that happened in a run. The steps of a run are its transcript, numbered from 1.
package enum Step: Equatable, Sendable {
  case started(node: String, incarnation: Int)
  case delivered(Delivery)
  /// A runtime call was performed. Calls are numbered from 1 through the run.
  case performed(node: String, number: Int, RuntimeCall, RuntimeAnswer)
  case replied(node: String, number: Int, body: JSONValue)
  case failed(node: String, number: Int, Problem)
  /// The instance was killed here, after so many calls of the run.
  case crashed(node: String, CrashPoint, calls: Int)
  /// What the crash left of a file that had held unsynced changes: so many bytes of so many.
  case survived(node: String, file: String, size: Int, of: Int)
  /// The instance was stopped, as planned.
  case stopped(node: String)
  /// The message will be delivered again.
  case redelivered(Delivery)
  /// The message failed too often.
  case gaveUp(Delivery)
  /// The node cannot be reached: the message waits until then.
  case held(Delivery, until: Instant)
  /// The input was answered, and the answer did not get through.
  case lostAnswer(node: String, number: Int)
  /// What the call with this number published met with a fault.
  case lostPublish(node: String, call: Int, PublishFault)
  /// A link stopped working, or works again.
  case cut(Cut)
  case healed(Cut)
  /// The node stopped for a while, or goes on.
  case stalled(node: String, until: Instant)
  case resumed(node: String)
  /// The node's clock was set.
  case clockSet(node: String, byMilliseconds: Int64)
}

/// How a component answers without a reply.
package enum Problem: Equatable, Sendable {
  /// The lab's own error.
  case failure(JSONValue)
  case unfinished(part: String)
  case thrown(text: String)
}

/// Where an instance is killed, said so that it stays the same place when other messages are taken
/// out of the plan.
package enum CrashPoint: Hashable, Codable, Sendable {
  /// The n-th call that the component makes for this input has been asked for and not performed.
  case before(call: Int, of: InputName)
  /// It has been performed and not been answered.
  case after(call: Int, of: InputName)
  /// The node has answered this input, and its next has not come; nil: it has not had any.
  case idle(after: InputName?)
}
