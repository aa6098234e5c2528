import Course
import Progress
import Results

@testable import Workbench

/// Tests of a session: events in, actions out, without a terminal.
protocol SessionTimeline {}

extension SessionTimeline {
  func session(
    shown: [String: Int] = [:], follower: String? = "lab 02-sum", faults: String = "[none]"
  ) throws -> Session {
    let hints = Hints.read(CourseFixture.hints, file: "hints.md").value
    let manifest = try CourseFixture.lab(CourseFixture.first + "\nfaults: \(faults)\n").manifest
    return Session(
      manifest, hints: HintShelf(hints, shown: shown),
      cells: CourseFixture.cells, follower: follower)
  }

  /// A session whose first run came to an end.
  func judged(_ result: LabResult, follower: String? = "lab 02-sum") throws -> Session {
    var session = try session(follower: follower)
    _ = session.on(.opened)
    _ = session.on(.ended(run: 1, .judged(result)))
    return session
  }

  func stop(
    _ cause: SessionEnd.Cause, unrecorded: ProgressError? = nil
  ) -> Session.Action {
    .stop(SessionEnd(cause: cause, unrecorded: unrecorded))
  }
}
