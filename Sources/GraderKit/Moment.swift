public import EDARuntime
internal import Simulation

/// One thing that a component said, or the end of its instance.
public enum Moment<Lab: Bridge> {
  /// A call, and what the component made of it.
  case answered(Lab.Call, Answer<Lab>)
  /// A signal, and what the component had to say about it; nil if nothing.
  case told(Signal, Answer<Lab>?)
  /// The instance was killed or stopped: what it knew is gone.
  case ended
}

extension Moment {
  /// The moments of a part of a transcript, each with the number of its step. An answer whose input
  /// was delivered before the part is left out.
  static func all(in steps: ArraySlice<Step>) throws -> [(step: Int, moment: Moment)] {
    var inputs: [Int: Delivery.Input] = [:]
    return try zip(steps.indices, steps).compactMap { index, step in
      try moment(of: step, &inputs).map { (index + 1, $0) }
    }
  }

  private static func moment(
    of step: Step, _ inputs: inout [Int: Delivery.Input]
  ) throws -> Moment? {
    switch step {
    case .delivered(let delivery):
      inputs[delivery.number] = delivery.input
      return nil
    case .replied(_, let number, .null): return try moment(inputs[number], nil)
    case .replied(_, let number, let body):
      return try moment(inputs[number], .reply(try decoded(body)))
    case .failed(_, let number, let problem):
      return try moment(inputs[number], try answer(problem))
    case .crashed, .stopped: return .ended
    case .started, .performed, .survived, .redelivered, .gaveUp, .held, .lostAnswer, .lostPublish,
      .cut, .healed, .stalled, .resumed, .clockSet:
      return nil
    }
  }

  private static func moment(_ input: Delivery.Input?, _ answer: Answer<Lab>?) throws -> Moment? {
    switch (input, answer) {
    case (.call(let body), let answer?):
      return .answered(try ValueDecoder.decode(Lab.Call.self, from: body), answer)
    case (.call, nil): throw ForeignReply()
    case (.signal(let signal), let answer): return .told(signal, answer)
    case (.restart, _), (nil, _): return nil
    }
  }

  private static func answer(_ problem: Problem) throws -> Answer<Lab> {
    switch problem {
    case .failure(let body): .failure(try decoded(body))
    case .unfinished(let part): .thrown("`\(part)` is still to be written")
    case .thrown(let text): .thrown(text)
    }
  }

  /// What does not decode is no message of the lab.
  private static func decoded<Value: Decodable>(_ body: JSONValue) throws -> Value {
    guard let value = try? ValueDecoder.decode(Value.self, from: body) else {
      throw ForeignReply()
    }
    return value
  }
}
