import Course
import Progress
import Results
import Terminal
import Testing

@testable import Workbench

/// Timelines: events in, actions out, without a terminal.
struct SessionTests: SessionTimeline {
  @Test("once the task is on the screen, the first run begins")
  func opens() throws {
    var session = try session()
    #expect(session.on(.saved) == [])
    #expect(session.on(.opened) == [.show(.checking), .startRun(1)])
    #expect(session.on(.opened) == [])
  }

  @Test("the first failure is told at once with its hint, and later ones are not")
  func tellsFirstFailure() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(session.on(.checked(run: 1, CourseFixture.check("V1", .pass))) == [])
    let failure = CourseFixture.check("H1", .fail)
    let hint = try #require(session.hints.first(for: "H1"))
    #expect(
      session.on(.checked(run: 1, failure)) == [
        .show(.failure(failure, hint)), .recordHint(property: "H1", step: 1),
      ])
    #expect(session.on(.checked(run: 1, CourseFixture.check("H2", .crash))) == [])
  }

  @Test("a hint that was shown before is shown and not recorded again")
  func recordsHintOnce() throws {
    var session = try session(shown: ["H1": 2])
    _ = session.on(.opened)
    let failure = CourseFixture.check("H1", .fail)
    let hint = try #require(session.hints.first(for: "H1"))
    #expect(session.on(.checked(run: 1, failure)) == [.show(.failure(failure, hint))])
  }

  @Test("that all holds without faults is told, unless a failure was told")
  func tellsFaultFree() throws {
    var session = try session(faults: "[crash]")
    _ = session.on(.opened)
    var red = session
    #expect(session.on(.faultFree(run: 1)) == [.show(.faultFreePassed)])
    _ = red.on(.checked(run: 1, CourseFixture.check("H1", .fail)))
    #expect(red.on(.faultFree(run: 1)) == [])
  }

  @Test("a lab without faults does not announce any")
  func announcesNoFaults() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(session.on(.faultFree(run: 1)) == [])
  }

  @Test("what could not be checked is no failure")
  func inconclusiveIsNoFailure() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(session.on(.checked(run: 1, CourseFixture.check("H2", .inconclusive))) == [])
    #expect(session.on(.checked(run: 1, CourseFixture.check("H2", .skipped))) == [])
  }

  @Test("a result is recorded before its stages are shown")
  func recordsResult() throws {
    var session = try session()
    _ = session.on(.opened)
    let result = CourseFixture.result(failing: ["H2"])
    for check in result.checks { _ = session.on(.checked(run: 1, check)) }
    let view = StageView(session.manifest, result)
    #expect(
      session.on(.ended(run: 1, .judged(result))) == [
        .recordResult(result), .show(.verdict(view, told: "H2")),
        .show(.next(.goOn(isComplete: false, lab: "lab 02-sum"))),
      ])
  }

  @Test("a failure of a later stage waits, whatever is judged first")
  func laterStageWaits() throws {
    var session = try session()
    _ = session.on(.opened)
    let result = CourseFixture.result(failing: ["H1", "H2"])
    #expect(session.on(.failing(run: 1, result.checks[2])) == [])
    #expect(session.on(.checked(run: 1, result.checks[2])) == [])
    let hint = try #require(session.hints.first(for: "H1"))
    #expect(
      session.on(.checked(run: 1, result.checks[1])).first
        == .show(.failure(result.checks[1], hint)))
    let actions = session.on(.ended(run: 1, .judged(result)))
    #expect(!actions.contains { if case .show(.failure) = $0 { true } else { false } })
    #expect(actions.last == .show(.next(.correct)))
  }

  @Test("it is told as soon as the stages before it have passed, and with the run that shows it")
  func tellsWhatWaited() throws {
    var session = try session()
    _ = session.on(.opened)
    let result = CourseFixture.result(failing: ["H2"])
    let record = CourseFixture.record(of: result.checks[2])
    _ = session.on(.recorded(run: 1, record))
    #expect(session.on(.checked(run: 1, result.checks[2])) == [])
    #expect(session.on(.checked(run: 1, result.checks[0])) == [])
    #expect(
      session.on(.checked(run: 1, result.checks[1])) == [
        .show(.failure(result.checks[2], nil, record))
      ])
  }

  @Test("the stage that the last result led to is told of at once")
  func tellsKnownStage() throws {
    let manifest = try CourseFixture.lab().manifest
    var session = Session(manifest, hints: HintShelf(nil), stage: 2, follower: nil)
    _ = session.on(.opened)
    let failure = CourseFixture.check("H2", .fail)
    #expect(session.on(.checked(run: 1, failure)) == [.show(.failure(failure, nil))])
    var learned = try judged(CourseFixture.result(failing: ["H2"]))
    _ = learned.on(.saved)
    #expect(learned.on(.checked(run: 2, failure)) == [.show(.failure(failure, nil))])
  }

  @Test("if an earlier stage breaks after that, its failure is told at the end")
  func tellsBrokenEarlierStage() throws {
    let manifest = try CourseFixture.lab().manifest
    var session = Session(manifest, hints: HintShelf(nil), stage: 2, follower: nil)
    _ = session.on(.opened)
    let result = CourseFixture.result(failing: ["H1", "H2"])
    _ = session.on(.checked(run: 1, result.checks[2]))
    _ = session.on(.checked(run: 1, result.checks[1]))
    let actions = session.on(.ended(run: 1, .judged(result)))
    #expect(actions.contains(.show(.failure(result.checks[1], nil))))
  }

  @Test("that all holds without faults is not said while a later stage's failure waits")
  func faultFreeWithWaiting() throws {
    var session = try session(faults: "[crash]")
    _ = session.on(.opened)
    _ = session.on(.checked(run: 1, CourseFixture.check("H2", .fail)))
    #expect(session.on(.faultFree(run: 1)) == [])
  }

  @Test("what happened in the field is told at the first pass, and whenever everything passes")
  func tellsIncident() throws {
    func told(_ result: LabResult, wasPassed: Bool) throws -> Bool {
      let lab = try CourseFixture.lab(CourseFixture.first + "\nincident: Much was lost [S75].\n")
      var session = Session(
        lab.manifest, hints: HintShelf(nil), follower: nil, wasPassed: wasPassed)
      _ = session.on(.opened)
      return session.on(.ended(run: 1, .judged(result)))
        .contains(.show(.incident("Much was lost [S75].")))
    }
    let (complete, red) = (CourseFixture.result(), CourseFixture.result(failing: ["H1"]))
    // H2 is not key: the lab is passed without it.
    let passed = CourseFixture.result(failing: ["H2"])
    #expect(try told(passed, wasPassed: false))
    #expect(try !told(passed, wasPassed: true))
    #expect(try told(complete, wasPassed: true))
    #expect(try !told(red, wasPassed: false))
    var some = complete
    some.run.only = ["H1"]
    #expect(try !told(some, wasPassed: false))
  }

  @Test("the first pass is first once in a session")
  func tellsIncidentOnce() throws {
    let lab = try CourseFixture.lab(CourseFixture.first + "\nincident: Much was lost [S75].\n")
    var session = Session(lab.manifest, hints: HintShelf(nil), follower: nil)
    let told = (1...2).map { run in
      _ = run == 1 ? session.on(.opened) : session.on(.saved)
      return session.on(.ended(run: run, .judged(CourseFixture.result(failing: ["H2"]))))
        .contains(.show(.incident("Much was lost [S75].")))
    }
    #expect(told == [true, false])
  }

  @Test("a save while waiting starts a run")
  func savesStart() throws {
    var session = try judged(CourseFixture.result())
    #expect(session.on(.saved) == [.show(.checking), .startRun(2)])
  }

  @Test("a save during a run gives it up, and the next run begins when it has ended")
  func savesCancel() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(session.on(.saved) == [.show(.startingOver), .cancelRun(1)])
    #expect(session.on(.saved) == [])
    #expect(session.on(.checked(run: 1, CourseFixture.check("H1", .fail))) == [])
    #expect(session.on(.ended(run: 1, .cancelled)) == [.show(.checking), .startRun(2)])
  }

  @Test("a result that comes after its files were saved again is not recorded")
  func dropsStaleResult() throws {
    var session = try session()
    _ = session.on(.opened)
    _ = session.on(.saved)
    let actions = session.on(.ended(run: 1, .judged(CourseFixture.result())))
    #expect(actions == [.show(.checking), .startRun(2)])
    #expect(session.on(.ended(run: 1, .judged(CourseFixture.result()))) == [])
  }

  @Test("what does not build is recorded and told, and uses up nothing else")
  func tellsRefusal() throws {
    var session = try session()
    _ = session.on(.opened)
    let refusal = Refusal(code: "doesNotBuild", summary: "the component does not build")
    let result = LabResult(run: CourseFixture.runName(), status: .notGradable, refusal: refusal)
    #expect(
      session.on(.ended(run: 1, .judged(result))) == [
        .recordResult(result), .show(.refused(refusal)), .show(.next(.correct)),
      ])
  }

  @Test("a fault of the workbench is told, recorded as nothing, and the loop goes on")
  func tellsToolFault() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(
      session.on(.ended(run: 1, .failed("no compiler"))) == [
        .show(.toolFault("no compiler")), .show(.next(.tryAgain)),
      ])
    #expect(session.on(.saved) == [.show(.checking), .startRun(2)])
  }

  @Test("a result that is not recorded is told at once and at the end")
  func tellsUnrecorded() throws {
    var session = try judged(CourseFixture.result())
    let error = ProgressError(.diskFull, path: "/p")
    #expect(session.on(.notRecorded(error)) == [.show(.notRecorded(error))])
    #expect(
      session.on(.key(.character("q"))) == [.show(.stopping), stop(.quit, unrecorded: error)])
  }

  @Test("long silence is told after 3 s, then every 15 s, and never once the component is built")
  func tellsSilence() throws {
    var session = try session()
    _ = session.on(.opened)
    let told = (1...30).filter { _ in session.on(.second) != [] }
    #expect(told == [3, 15, 30])
    #expect(
      session.on(.built(run: 1, milliseconds: 900)) == [.show(.built(milliseconds: 900))])
    let later = (1...30).flatMap { _ in session.on(.second) }
    #expect(later == [])
  }

  @Test("Ctrl-C during a run gives it up first; a second one leaves at once")
  func interrupts() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(session.on(.interrupted) == [.show(.stopping), .cancelRun(1)])
    var impatient = session
    #expect(impatient.on(.interrupted) == [stop(.interrupted)])
    #expect(session.on(.saved) == [])
    #expect(session.on(.ended(run: 1, .failed("killed"))) == [stop(.interrupted)])
    #expect(session.on(.interrupted) == [])
  }

  @Test("Ctrl-C while a new run is due ends that too")
  func interruptsRestart() throws {
    var session = try session()
    _ = session.on(.opened)
    _ = session.on(.saved)
    #expect(session.on(.interrupted) == [.show(.stopping), .cancelRun(1)])
    #expect(session.on(.ended(run: 1, .cancelled)) == [stop(.interrupted)])
  }
}
