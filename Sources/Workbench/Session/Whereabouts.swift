package import Course
package import Progress
package import Results

/// A step of the way through a course.
package enum CourseStep: Hashable, Sendable {
  /// A lesson to read, by its id.
  case lesson(String)
  /// A stage of a lab, from 1.
  case stage(lab: String, number: Int)
}

/// Where a learner stands in a course: a pure function of the course and of what was recorded.
package struct Whereabouts: Sendable {
  /// One lab of the course.
  package struct Row: Sendable {
    package let lab: Lab
    package let progress: LabProgress
    /// Every lab that it requires is passed.
    package let isOpen: Bool

    package var isPassed: Bool { progress.isPassed }
  }

  /// In the order of the course.
  package let rows: [Row]
  /// The first lab that is open and not passed; nil if there is none.
  package let current: Lab?
  /// What is to be done first of all that is not done and can be; nil if all is done.
  package let next: CourseStep?
  /// In the order of reading.
  package let lessons: [Lesson]
  private let snapshot: ProgressSnapshot

  /// - Parameter latest: the whole result of the last run of a lab. It is asked for the current lab
  ///   alone, because only there it matters which stages are done.
  package init(
    _ index: CourseIndex, _ snapshot: ProgressSnapshot,
    latest: (String) -> LabResult? = { _ in nil }
  ) {
    self.init(labs: index.labs, lessons: index.lessons, snapshot, latest: latest)
  }

  init(
    labs: [Lab], lessons: [Lesson], _ snapshot: ProgressSnapshot,
    latest: (String) -> LabResult? = { _ in nil }
  ) {
    self.snapshot = snapshot
    self.lessons = lessons
    let passed = Set(labs.map(\.id).filter { snapshot[lab: $0].isPassed })
    rows = labs.map { lab in
      Row(
        lab: lab, progress: snapshot[lab: lab.id],
        isOpen: lab.manifest.requires.allSatisfy(passed.contains))
    }
    let current = rows.first { $0.isOpen && !$0.isPassed }?.lab
    self.current = current
    next = Self.next(
      rows, snapshot, known: Set(lessons.map(\.id)),
      stage: current.map { Self.stage(of: $0, latest($0.id)) } ?? 1)
  }

  /// The lesson with an id; nil if the course does not have it.
  package func lesson(_ id: String) -> Lesson? { lessons.first { $0.id == id } }

  /// The lessons of a lab that exist and were not finished, up to a stage.
  package func unreadLessons(of lab: Lab, upToStage number: Int) -> [Lesson] {
    lab.manifest.stages.prefix(number).flatMap(\.lessons)
      .filter { !snapshot[lesson: $0].isFinished }.compactMap(lesson)
  }

  /// The lab to go on with once this one is passed too; nil if there is none.
  package func follower(of lab: Lab) -> Lab? {
    let passed = Set(rows.filter(\.isPassed).map(\.lab.id)).union([lab.id])
    return rows.map(\.lab).first { other in
      !passed.contains(other.id) && other.manifest.requires.allSatisfy(passed.contains)
    }
  }

  /// What is to be done next once a lab is passed; nil if that was all.
  package func next(passing lab: Lab) -> CourseStep? {
    let passed = Set(rows.filter(\.isPassed).map(\.lab.id)).union([lab.id])
    for row in rows where row.lab.manifest.requires.allSatisfy(passed.contains) {
      let isPassed = passed.contains(row.lab.id)
      let reached = isPassed ? row.lab.manifest.stages.count : 1
      if let lesson = unreadLessons(of: row.lab, upToStage: reached).first {
        return .lesson(lesson.id)
      }
      if !isPassed { return .stage(lab: row.lab.id, number: 1) }
    }
    return nil
  }

  /// A step in words: `lesson 1.3, Delivery semantics` or `lab 07, Word count`.
  package func words(_ step: CourseStep) -> String? {
    switch step {
    case .lesson(let id): lesson(id).map(LessonName.words)
    case .stage(let id, _): rows.first { $0.lab.id == id }.map { LabName.words($0.lab) }
    }
  }

  /// The first stage of a lab that is not done, from 1; the last one if all are.
  private static func stage(of lab: Lab, _ latest: LabResult?) -> Int {
    guard let latest else { return 1 }
    return StageView(lab.manifest, latest).current?.number ?? lab.manifest.stages.count
  }

  /// A passed lab has no stages left, and may have lessons. The first lab that is open and not
  /// passed is at `stage`, and nothing behind it is next.
  private static func next(
    _ rows: [Row], _ snapshot: ProgressSnapshot, known: Set<String>, stage: Int
  ) -> CourseStep? {
    for row in rows where row.isOpen {
      let stages = row.lab.manifest.stages
      let reached = row.isPassed ? stages.count : stage
      let unread = stages.prefix(reached).flatMap(\.lessons)
        .first { known.contains($0) && !snapshot[lesson: $0].isFinished }
      if let unread { return .lesson(unread) }
      if !row.isPassed { return .stage(lab: row.lab.id, number: stage) }
    }
    return nil
  }
}

extension LabProgress {
  /// Passed in a self-check or in a graded run.
  package var isPassed: Bool { selfCheck.isPassed || graded.isPassed }

  /// The last run of the lab, of either kind.
  package var latest: RecordedResult? {
    [selfCheck.latest, graded.latest].compactMap(\.self).max { $0.seq < $1.seq }
  }
}
