import TestSupport
import Testing

@testable import Course

@Suite struct CourseIndexTests {
  @Test("labs, modules and lessons are found")
  func load() throws {
    try ExampleCourse().load { index in
      #expect(index.labs.map(\.id) == ["01-counter"])
      #expect(index.modules.map(\.manifest.title) == ["Start"])
      #expect(index.lessons.map(\.id) == ["1.1"])
      #expect(index.lessons.map(\.path) == ["Content/01-start/01-first.md"])
      #expect(index.problems.isEmpty)
      #expect(index.grader(of: index.labs[0]).value?.points == 4)
      #expect(index.hints(of: index.labs[0]).value?.steps.count == 1)
    }
  }

  @Test("what cannot be read is left out and reported, and the rest is there")
  func broken() throws {
    var course = ExampleCourse()
    course.files["Labs/02-bad/lab.yaml"] = "id: 02-bad\n"
    course.files["Labs/03-other/lab.yaml"] = ExampleCourse.manifest
    course.files["Content/01-start/module.yaml"] = "title: S\nlessons: [01-first, 02-gone]\n"
    try course.load { index in
      #expect(index.labs.map(\.id) == ["01-counter"])
      #expect(index.lessons.count == 1)
      let files = Set(index.problems.map(\.file))
      #expect(
        files == [
          "Labs/02-bad/lab.yaml", "Labs/03-other/lab.yaml", "Content/01-start/02-gone.md",
        ])
    }
  }

  @Test("a folder without labs and lessons is no course")
  func notACourse() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: CourseError.self) { try CourseIndex.load(folder.path) }
      #expect(error?.code == .notACourse)
    }
  }

  @Test("prerequisites are found through other labs")
  func prerequisites() throws {
    var course = ExampleCourse()
    for (id, required) in [("02-b", "01-counter"), ("03-c", "02-b")] {
      course.files["Labs/\(id)/lab.yaml"] = ExampleCourse.manifest
        .replacing("id: 01-counter", with: "id: \(id)\nrequires: [\(required)]")
    }
    try course.load { index in
      let last = try #require(index.labs.last)
      #expect(index.prerequisites(of: last).map(\.id) == ["01-counter", "02-b"])
    }
  }

  @Test("the digest of a lab depends on every path and every byte, and on nothing else")
  func digest() throws {
    let digest = { (course: ExampleCourse) in
      try course.load { "\(try $0.digest(of: $0.labs[0]))" }
    }
    let first = try digest(ExampleCourse())
    #expect(try digest(ExampleCourse()) == first)
    var moved = ExampleCourse()
    moved.files["Labs/01-counter/API/B.swift"] = moved.files
      .removeValue(forKey: "Labs/01-counter/API/Counter.swift")
    #expect(try digest(moved) != first)
    var changed = ExampleCourse()
    changed.files["Grader/01-counter/Checks.swift"] = "// check\n"
    #expect(try digest(changed) != first)
    var outside = ExampleCourse()
    outside.files["Content/01-start/01-first.md"]? += "more\n"
    #expect(try digest(outside) == first)
  }
}

@Suite struct MatchingTests {
  private func match(_ word: String) throws -> CourseMatch<Lab> {
    var course = ExampleCourse()
    for id in ["11-order-book", "15-topic-exchange", "16-topic-queue"] {
      course.files["Labs/\(id)/lab.yaml"] = ExampleCourse.manifest
        .replacing("id: 01-counter", with: "id: \(id)")
        .replacing("title: Counter", with: "title: The \(id)")
    }
    return try course.load { $0.lab(matching: word) }
  }

  @Test(
    "a number, an id and an unambiguous part find a lab",
    arguments: [
      ("15", "15-topic-exchange"), ("1", "01-counter"), ("01", "01-counter"),
      ("15-topic-exchange", "15-topic-exchange"), ("Exchange", "15-topic-exchange"),
      ("order", "11-order-book"),
    ])
  func found(word: String, id: String) throws {
    guard case .found(let lab) = try match(word) else {
      Issue.record("\(word) finds no lab")
      return
    }
    #expect(lab.id == id)
  }

  @Test("a part of two ids is ambiguous, and an unknown word gets the nearest id")
  func notFound() throws {
    #expect(try match("topic") == .ambiguous(["15-topic-exchange", "16-topic-queue"]))
    #expect(try match("conuter") == .unknown(suggestion: "01-counter"))
    #expect(try match("topic-exhange") == .unknown(suggestion: "15-topic-exchange"))
    #expect(try match("9999") == .unknown(suggestion: nil))
    #expect(try match("") == .unknown(suggestion: nil))
  }

  @Test("a lesson is found by its id and by a part of its title")
  func lessons() throws {
    try ExampleCourse().load { index in
      for word in ["1.1", "01-first", "steps"] {
        #expect(index.lesson(matching: word) == .found(index.lessons[0]))
      }
      #expect(index.lesson(matching: "2.1") != .found(index.lessons[0]))
    }
  }
}

@Suite struct PropertyListTests {
  @Test("points are written without useless zeros")
  func points() {
    #expect(
      [0, 125, 1000, 2500, 60_000].map(PropertyList.points) == ["0", "0.125", "1", "2.5", "60"])
  }

  @Test("the list of a task is rewritten from the manifest, and rewriting again changes nothing")
  func rewriting() throws {
    let manifest = try #require(GraderManifest.read(ExampleCourse.grader, file: "").value)
    let task = try #require(ExampleCourse().files["Labs/01-counter/TASK.md"])
    let stale = task.replacing("counts once", with: "counts thrice")
    #expect(PropertyList.rewriting(stale, manifest) == task)
    #expect(PropertyList.rewriting(task, manifest) == task)
    #expect(PropertyList.rewriting("# No place\n", manifest) == nil)
  }

  @Test("the list of a lab without points says nothing of points")
  func withoutPoints() throws {
    let text = ExampleCourse.grader.replacing("points: 4", with: "points: 0")
      .replacing(#/(millipoints|duplicate): \d+/#) { "\($0.output.1): 0" }
    let manifest = try #require(GraderManifest.read(text, file: "").value)
    #expect(manifest.millipoints == 0)
    #expect(
      PropertyList.markdown(manifest) == """
        - **V1 One**. One event counts once.
        - **H1 Twice** (key). A second delivery counts nothing.

        """)
  }
}

@Suite struct SubmissionsTests {
  @Test("folders and patches are described, and a patch is applied to its base")
  func files() throws {
    try ExampleCourse().load { index in
      let stored = index.submissions(of: index.labs[0])
      #expect(stored.all.map(\.name) == ["fast", "simple", "m1-memory", "table"])
      let wrong = try #require(stored.submission(.wrong, "m1-memory"))
      #expect(wrong.kind == .patch(base: "simple"))
      #expect(wrong.path == "Submissions/wrong/m1-memory.patch")
      #expect(try stored.files(of: wrong) == ["MyCounter.swift": "a\nwrong\nc\n"])
    }
  }

  @Test("a patch on nothing, a stray file and an unknown group are problems")
  func problems() throws {
    var course = ExampleCourse()
    let folder = "Grader/01-counter/Submissions"
    course.files["\(folder)/wrong/bare.patch"] = ExampleCourse.patch.replacing("# ", with: "")
    course.files["\(folder)/wrong/notes.txt"] = "x"
    course.files["\(folder)/wrongs/x/MyCounter.swift"] = "x"
    course.files["\(folder)/wrong/lost.patch"] = ExampleCourse.patch
      .replacing("simple", with: "gone")
    try course.load { index in
      let stored = index.submissions(of: index.labs[0])
      #expect(
        stored.problems.map(\.file).sorted() == [
          "Submissions/wrong/bare.patch", "Submissions/wrong/notes.txt", "Submissions/wrongs",
        ])
      let lost = try #require(stored.submission(.wrong, "lost"))
      let error = #expect(throws: CourseError.self) { try stored.files(of: lost) }
      #expect(error?.code == .unknownBase)
    }
  }
}
