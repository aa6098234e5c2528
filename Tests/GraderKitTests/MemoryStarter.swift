import EDARuntime
import GraderKit

/// Starts accounts in memory: no process, no sandbox, the same messages.
final class MemoryStarter: InstanceStarter {
  /// What goes wrong with the process, not with the account.
  enum Trouble {
    case none
    /// The instance ends when it is about to make its runtime call of this number.
    case ends(atCall: Int, InstanceEnd)
    /// The instance answers its request of this number, `start` being the first, with this.
    case answers(request: Int, Exchanged)
    /// No frame can hold the request of this number.
    case refusesRequest(Int)
    /// The account's replies carry another body.
    case replies(JSONValue)
    /// Replies depend on how many instances were started before: on something outside the run.
    case remembersRuns
    /// No instance can be started.
    case noStart
  }

  struct NoInstance: Error {}

  let mistake: Mistake
  let trouble: Trouble
  /// What the account prints with each request.
  var printed = ""
  /// What a request and its response weigh.
  var frameBytesPerExchange = 0
  private(set) var startCount = 0
  private(set) var killCount = 0
  /// Only the first world's instances are in trouble.
  var isTroubleOver: (Int) -> Bool = { _ in false }

  init(_ mistake: Mistake = .none, trouble: Trouble = .none) {
    self.mistake = mistake
    self.trouble = trouble
  }

  func start() throws -> any RunningInstance {
    startCount += 1
    if case .noStart = trouble { throw NoInstance() }
    return MemoryInstance(mistake, isTroubleOver(startCount) ? .none : trouble, self)
  }

  fileprivate func noteKill() { killCount += 1 }
}

/// One account that is told what happens by messages.
///
/// Each time an answer comes, the account performs the request again from its start, as the value
/// that it was then, until it asks for something that has no answer yet, or is done.
private final class MemoryInstance: RunningInstance {
  private let mistake: Mistake
  private let trouble: MemoryStarter.Trouble
  private unowned let starter: MemoryStarter
  private let link = ReplayLink()
  private var epoch = ""
  private var account: Account?
  private var open: Request = .bye
  private var requestCount = 0
  private(set) var frameBytes = 0
  private var callCount = 0

  init(_ mistake: Mistake, _ trouble: MemoryStarter.Trouble, _ starter: MemoryStarter) {
    (self.mistake, self.trouble, self.starter) = (mistake, trouble, starter)
  }

  func kill() { starter.noteKill() }

  func takeOutput() -> String { starter.printed }

  func exchange(_ request: Request) throws -> Exchanged {
    requestCount += 1
    frameBytes += starter.frameBytesPerExchange
    if case .answers(requestCount, let exchanged) = trouble { return exchanged }
    if case .refusesRequest(requestCount) = trouble { throw FrameTooLong(byteCount: 1 << 20 + 1) }
    switch request {
    case .start(let epoch, let hashSeed, let randomSeed, _):
      self.epoch = epoch
      account = Account(
        runtime: Runtime(link: link, randomSeed: randomSeed), mistake: mistake,
        hashSeed: hashSeed)
      return .response(.hello(epoch: epoch))
    case .answer(let answer): link.answers.append(answer)
    case .inspect(let id):
      let body = account.flatMap(Deposits.inspectable).flatMap {
        try? ValueEncoder.encode($0.inspection)
      }
      return .response(.inspection(epoch: epoch, id: id, body: body ?? .null))
    default:
      open = request
      link.answers = []
    }
    link.position = 0
    return perform()
  }

  private func perform() -> Exchanged {
    guard var account else { return .ended(InstanceEnd(reason: .left(status: 0))) }
    let id: String
    let body: JSONValue
    do {
      switch open {
      case .call(let request, let now, let call):
        id = request
        body = try reply(&account, call, now)
      case .signal(let request, let now, let signal):
        id = request
        let reply = try Deposits.receive(signal, on: &account, at: now)
        body = try reply.map { try ValueEncoder.encode($0) } ?? .null
      default: return .ended(InstanceEnd(reason: .left(status: 0)))
      }
    } catch let pending as Pending {
      return ask(pending.call)
    } catch let fatal as Account.Fatal {
      return .ended(InstanceEnd(reason: fatal.reason))
    } catch {
      return .response(problem(error))
    }
    self.account = account
    return .response(.reply(epoch: epoch, id: id, body: body))
  }

  private func reply(
    _ account: inout Account, _ call: JSONValue, _ now: Instant
  ) throws -> JSONValue {
    let call = try ValueDecoder.decode(Deposits.Call.self, from: call)
    let reply = try ValueEncoder.encode(try Deposits.perform(call, on: &account, at: now))
    switch trouble {
    case .replies(let other): return other
    case .remembersRuns:
      return try ValueEncoder.encode(Deposits.Reply.balance(Int64(starter.startCount)))
    default: return reply
    }
  }

  private func ask(_ call: RuntimeCall) -> Exchanged {
    callCount += 1
    if case .ends(callCount, let end) = trouble { return .ended(end) }
    return .response(.ask(epoch: epoch, id: openID, call: call))
  }

  private var openID: String {
    switch open {
    case .call(let id, _, _), .signal(let id, _, _): id
    default: ""
    }
  }

  private func problem(_ error: any Error) -> Response {
    switch error {
    case let refused as Deposits.Refused:
      let body = (try? ValueEncoder.encode(refused)) ?? .null
      return .failure(epoch: epoch, id: openID, body: body)
    case let unfinished as Unfinished:
      return .unfinished(epoch: epoch, id: openID, part: unfinished.part)
    default: return .thrown(epoch: epoch, id: openID, text: "\(error)")
    }
  }
}

/// A call that has no answer yet.
private struct Pending: Error { let call: RuntimeCall }

private final class ReplayLink: RuntimeLink {
  var answers: [RuntimeAnswer] = []
  var position = 0

  func perform(_ call: RuntimeCall) throws -> RuntimeAnswer {
    guard position < answers.count else { throw Pending(call: call) }
    position += 1
    return answers[position - 1]
  }
}
