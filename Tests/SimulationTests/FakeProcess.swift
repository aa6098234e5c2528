import EDARuntime
import Simulation

/// What a hand-written component gets with one input, and the memory that it may change.
struct Turn {
  var memory: [String: Int64]
  let runtime: Runtime
  let input: Delivery.Input
  let now: Instant
  let setup: JSONValue

  /// The text of a call, empty for a signal.
  var text: String { if case .call(let body) = input { body.string ?? "" } else { "" } }
}

/// A component as a function: from an input to a reply, through the real handles.
typealias Behaviour = @Sendable (inout Turn) throws -> JSONValue

/// Thrown by a behaviour for the lab's own error.
struct LabError: Error { let body: JSONValue }

/// A component without a process.
///
/// Each time an answer comes, the behaviour runs again from the input's start, on the memory that
/// it had then, until it asks for something that has no answer yet, or is done.
final class FakeProcess {
  private let behaviour: Behaviour
  private var memory: [String: Int64] = [:]
  private var epoch = ""
  private var seed: UInt64 = 0
  private var setup = JSONValue.null
  private var open: (id: String, now: Instant, input: Delivery.Input)?
  private var answers: [RuntimeAnswer] = []

  init(_ behaviour: @escaping Behaviour) { self.behaviour = behaviour }

  func exchange(_ request: Request) -> Response? {
    switch request {
    case .start(let epoch, _, let randomSeed, let setup):
      (self.epoch, seed, self.setup) = (epoch, randomSeed, setup)
      return .hello(epoch: epoch)
    case .call(let id, let now, let body): open = (id, now, .call(body))
    case .signal(let id, let now, let signal): open = (id, now, .signal(signal))
    case .answer(let answer): answers.append(answer)
    case .inspect(let id): return .inspection(epoch: epoch, id: id, body: .null)
    case .bye: return nil
    }
    return open.map { goOn(with: $0) }
  }

  private func goOn(with open: (id: String, now: Instant, input: Delivery.Input)) -> Response {
    let link = ReplayLink(answers)
    var turn = Turn(
      memory: memory, runtime: Runtime(link: link, randomSeed: seed), input: open.input,
      now: open.now, setup: setup)
    let response: Response
    do {
      response = .reply(epoch: epoch, id: open.id, body: try behaviour(&turn))
    } catch let pending as Pending {
      return .ask(epoch: epoch, id: open.id, call: pending.call)
    } catch let error as LabError {
      response = .failure(epoch: epoch, id: open.id, body: error.body)
    } catch let error as Unfinished {
      response = .unfinished(epoch: epoch, id: open.id, part: error.part)
    } catch {
      response = .thrown(epoch: epoch, id: open.id, text: "\(error)")
    }
    (memory, answers, self.open) = (turn.memory, [], nil)
    return response
  }
}

/// A call that has no answer yet.
private struct Pending: Error { let call: RuntimeCall }

private final class ReplayLink: RuntimeLink {
  private var answers: ArraySlice<RuntimeAnswer>

  init(_ answers: [RuntimeAnswer]) { self.answers = answers[...] }

  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer {
    guard let answer = answers.popFirst() else { throw Pending(call: call) }
    return answer
  }
}
