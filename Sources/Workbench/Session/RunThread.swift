internal import Results
internal import Synchronization

/// What a run's thread has to say.
enum Message: Sendable {
  case built(run: Int, milliseconds: Int)
  case checked(run: Int, CheckResult)
  case failing(run: Int, CheckResult)
  case recorded(run: Int, RunRecord)
  case faultFree(run: Int)
  case ended(run: Int, LabJudge.Outcome?, Session.Ending)

  var event: Session.Event {
    switch self {
    case .built(let run, let milliseconds): .built(run: run, milliseconds: milliseconds)
    case .checked(let run, let check): .checked(run: run, check)
    case .failing(let run, let check): .failing(run: run, check)
    case .recorded(let run, let record): .recorded(run: run, record)
    case .faultFree(let run): .faultFree(run: run)
    case .ended(let run, _, let ending): .ended(run: run, ending)
    }
  }
}

/// The wish that a run ends.
final class Cancellation: Sendable {
  private let wanted = Atomic<Bool>(false)

  func cancel() { wanted.store(true, ordering: .relaxed) }
  var isWanted: Bool { wanted.load(ordering: .relaxed) }
}

/// One run on a thread of its own.
struct RunThread: Sendable {
  let judge:
    @Sendable (
      _ isCancelled: @escaping @Sendable () -> Bool, _ onEvent: (JudgingEvent) -> Void
    ) throws -> LabJudge.Outcome
  let explain: @Sendable (any Error) -> String
  let inbox: Inbox<Message>

  /// Judges, tells each event as soon as it is known, and says how it ended.
  func ending(of run: Int, _ cancellation: Cancellation) -> Message {
    func tell(_ event: JudgingEvent) {
      switch event {
      case .built(let milliseconds): inbox.post(.built(run: run, milliseconds: milliseconds))
      case .checked(let check): inbox.post(.checked(run: run, check))
      case .failing(let check): inbox.post(.failing(run: run, check))
      case .recorded(let record): inbox.post(.recorded(run: run, record))
      case .faultFreeDone: inbox.post(.faultFree(run: run))
      }
    }
    do {
      let outcome = try judge({ cancellation.isWanted }, tell)
      return .ended(run: run, outcome, .judged(outcome.result))
    } catch {
      return .ended(
        run: run, nil, cancellation.isWanted ? .cancelled : .failed(explain(error)))
    }
  }
}
