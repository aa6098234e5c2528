import Course
import Progress
import Results
import Terminal
import Testing

@testable import Workbench

/// What the learner asks for by a key.
struct SessionKeyTests: SessionTimeline {
  @Test("h gives one step after the other, and then says what to read again")
  func givesHints() throws {
    var session = try judged(CourseFixture.result(failing: ["H1"]))
    let second = try #require(session.hints.next(for: "H1"))
    #expect(second.step == 2)
    #expect(
      session.on(.key(.character("h"))) == [
        .show(.hint(second)), .recordHint(property: "H1", step: 2),
      ])
    _ = session.on(.key(.character("h")))
    let last = try #require(session.hints.next(for: "H1"))
    #expect(
      session.on(.key(.character("h"))) == [
        .show(.hint(last)),
        .show(.lastHint(property: "H1", sentence: "H1 holds.", lesson: "1.1")),
      ])
    #expect(session.hints.shown == ["H1": 3])
  }

  @Test("h says so if nothing fails, or if there is no hint")
  func givesNoHint() throws {
    var green = try judged(CourseFixture.result())
    #expect(green.on(.key(.character("h"))) == [.show(.noHint(property: nil))])
    var red = try judged(CourseFixture.result(failing: ["H2"]))
    #expect(red.on(.key(.character("h"))) == [.show(.noHint(property: "H2"))])
  }

  @Test("h passes over a failing example, which has no hints")
  func hintsPassOverExamples() throws {
    var red = try judged(CourseFixture.result(failing: ["V1", "H1"]))
    let hint = try #require(red.hints.first(for: "H1"))
    #expect(red.on(.key(.character("h"))).first == .show(.hint(hint)))
  }

  @Test("n goes on only from a passed lab that another one follows")
  func goesOn() throws {
    var red = try judged(CourseFixture.result(failing: ["H1"]))
    #expect(red.on(.key(.character("n"))) == [.show(.next(.correct))])
    var last = try judged(CourseFixture.result(), follower: nil)
    #expect(last.on(.key(.character("n"))) == [.show(.next(.goOn(isComplete: true, lab: nil)))])
    var green = try judged(CourseFixture.result())
    #expect(green.on(.key(.character("n"))) == [stop(.next)])
  }

  @Test("r checks again, but not while a run goes on; other keys are named")
  func otherKeys() throws {
    var session = try session()
    _ = session.on(.opened)
    #expect(session.on(.key(.character("r"))) == [])
    _ = session.on(.ended(run: 1, .judged(CourseFixture.result())))
    #expect(session.on(.key(.character("r"))) == [.show(.checking), .startRun(2)])
    #expect(session.on(.key(.enter)) == [])
    #expect(session.on(.key(.character("z"))) == [.show(.unknownKey("z"))])
    #expect(session.on(.key(.character("?"))) == [.show(.keys)])
    #expect(session.on(.key(.up)) == [])
  }

  @Test("a lesson that precedes the stage to work on comes before the stage")
  func lessonFirst() throws {
    var session = Session(
      try CourseFixture.lab().manifest, hints: HintShelf(nil),
      unread: ["1.1": "lesson 1.1, Counting"],
      follower: "lab 02-sum")
    _ = session.on(.opened)
    let actions = session.on(.ended(run: 1, .judged(CourseFixture.result(failing: ["H1"]))))
    #expect(actions.last == .show(.next(.read("lesson 1.1, Counting"))))
    #expect(session.keys.first == .next)
    #expect(session.on(.key(.character("n"))) == [stop(.next)])
  }

  @Test("a lesson of a later stage does not hold up the one before it")
  func laterLesson() throws {
    var session = Session(
      try CourseFixture.lab().manifest, hints: HintShelf(nil), unread: ["1.2": "lesson 1.2"],
      follower: nil)
    _ = session.on(.opened)
    let actions = session.on(.ended(run: 1, .judged(CourseFixture.result(failing: ["H1"]))))
    #expect(actions.last == .show(.next(.correct)))
  }

  @Test("x asks before it resets, and only y does it")
  func resets() throws {
    var session = try judged(CourseFixture.result(failing: ["H1"]))
    #expect(session.on(.key(.character("x"))) == [.show(.askReset)])
    #expect(session.keys.first == KeyLabel("y", "reset"))
    #expect(session.on(.key(.character("q"))) == [.show(.notReset)])
    _ = session.on(.key(.character("x")))
    #expect(session.on(.key(.character("y"))) == [.reset])
    #expect(session.on(.wasReset(kept: "k")) == [.show(.wasReset(kept: "k"))])
    #expect(session.on(.key(.character("u"))) == [.undo])
    #expect(session.on(.refused("nothing")) == [.show(.refusedWish("nothing"))])
  }

  @Test("t shows the task, e opens the editor, l leaves for the list after giving up a run")
  func wishes() throws {
    var session = try judged(CourseFixture.result(failing: ["H1"]))
    #expect(session.on(.key(.character("t"))) == [.showTask(.stage)])
    #expect(session.on(.key(.character("e"))) == [.edit])
    _ = session.on(.key(.character("r")))
    #expect(session.on(.key(.character("l"))) == [.cancelRun(2)])
    #expect(session.on(.ended(run: 2, .cancelled)) == [stop(.list)])
  }

  @Test("where the red check comes before the task, the task is what comes next")
  func taskNext() throws {
    var session = Session(
      try CourseFixture.lab().manifest, hints: HintShelf(nil), follower: nil, isTaskKnown: false)
    _ = session.on(.opened)
    let red = CourseFixture.result(failing: ["H1"])
    #expect(session.on(.ended(run: 1, .judged(red))).last == .show(.next(.readTask)))
    #expect(session.keys.first == KeyLabel("t", "task"))
    #expect(session.on(.key(.character("t"))) == [.showTask(.first)])
    #expect(session.on(.key(.character("n"))) == [.show(.next(.correct))])
  }

  @Test("t shows the stage, t again all of the task, and after another key the stage again")
  func taskViews() throws {
    var session = try judged(CourseFixture.result(failing: ["H1"]))
    func views(_ keys: String) -> [Session.TaskView] {
      keys.flatMap { session.on(.key(.character($0))) }.compactMap { action in
        if case .showTask(let view) = action { view } else { nil }
      }
    }
    #expect(views("ttt") == [.stage, .whole, .stage])
    #expect(views("ht") == [.stage])
  }

  @Test("a terminal that is gone ends the session")
  func endOfInput() throws {
    var session = try judged(CourseFixture.result(failing: ["H1"]))
    #expect(session.on(.key(.endOfInput)) == [.show(.stopping), stop(.quit)])
  }
}
