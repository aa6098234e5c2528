import TestSupport

@testable import Course

/// A small course without a single finding, to be broken one file at a time.
struct ExampleCourse {
  static let lab = "01-counter"

  var files: [String: String] = [
    "Labs/01-counter/lab.yaml": manifest,
    "Labs/01-counter/TASK.md": """
    # Counter

    <!-- properties -->
    - **V1 One**. One event counts once. *2 points.*
    - **H1 Twice** (key). A second delivery counts nothing. *1.5 points; duplicate 0.5.*
    <!-- /properties -->

    Good luck.

    """,
    "Labs/01-counter/hints.md": "# Hints\n\n## H1\n\n1. Think.\n2. Look.\n3. Do.\n",
    "Labs/01-counter/Examples.swift": "// checks\n",
    "Labs/01-counter/API/Counter.swift": "enum Counter {}\n",
    "Labs/01-counter/Starter/MyCounter.swift": "struct MyCounter {}\n",
    "Grader/01-counter/grader.yaml": grader,
    "Grader/01-counter/Checks.swift": "// checks\n",
    "Grader/01-counter/Submissions/accepted/simple/MyCounter.swift": "a\nb\nc\n",
    "Grader/01-counter/Submissions/accepted/fast/MyCounter.swift": "a\nB\nc\n",
    "Grader/01-counter/Submissions/wrong/m1-memory.patch": patch,
    "Grader/01-counter/Submissions/wrong/table/MyCounter.swift": "t\n",
    "Content/01-start/module.yaml": "title: Start\nlessons: [01-first]\n",
    "Content/01-start/01-first.md": lesson(words: 800),
  ]

  static let manifest = """
    id: 01-counter
    title: Counter
    status: released
    module: 01-start
    minutes: 60
    namespace: Counter
    components: [MyCounter]
    files: [MyCounter.swift]
    faults: [none, duplicate]
    stages:
      - title: Count
        minutes: 20
        lessons: [1.1]
        checks: [V1, H1]

    """

  static let grader = """
    points: 4
    checks:
      - id: V1
        kind: example
        title: One
        sentence: One event counts once.
        millipoints: 2000
      - id: H1
        kind: property
        title: Twice
        sentence: A second delivery counts nothing.
        key: true
        millipoints: 1500
        faults: {duplicate: 500}
        misconception: Does a delivery mean an event?
        witness: At least one event was counted.
    accepted:
      - {name: simple, note: the plain one}
      - {name: fast, note: the fast one}
    wrong:
      - {name: m1-memory, rejectedBy: [H1/duplicate], misconception: Memory lasts., essential: true}
      - {name: table, rejectedBy: [H1], misconception: Examples are all., memorised: true}

    """

  static let patch = """
    # accepted: simple
    --- a/MyCounter.swift
    +++ b/MyCounter.swift
    @@ -1,3 +1,3 @@
     a
    -b
    +wrong
     c

    """

  static func lesson(words: Int, body: String = "") -> String {
    """
    ---
    id: 1.1
    title: First steps
    minutes: 5
    lab: 01-counter
    sources:
      - {id: S75, title: Webhooks, url: "https://example.org/webhooks", trust: X}
    ---
    # First steps

    \(String(repeating: "word ", count: words))

    > **Figure F-U9.** Up to 7 attempts [S75].

    \(body)

    """
  }

  /// Writes the course, loads it and hands it over.
  func load<Value>(_ use: (CourseIndex) throws -> Value) throws -> Value {
    try withTemporaryFolder { folder in
      for (path, text) in files { try folder.write(text, to: path) }
      return try use(try CourseIndex.load(folder.path))
    }
  }

  /// The findings of the course after a change.
  static func findings(_ change: (inout ExampleCourse) -> Void) throws -> [LintFinding] {
    var course = ExampleCourse()
    change(&course)
    return try course.load { CourseLint($0).findings() }
  }

  /// Replaces a text that stands in a file.
  mutating func replace(_ old: String, _ new: String, in path: String) {
    let text = files[path] ?? ""
    precondition(text.contains(old), "\(path) does not contain \(old)")
    files[path] = text.replacing(old, with: new)
  }
}
