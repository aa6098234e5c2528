package import Course
package import Progress

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
  /// The ids of the course's lessons.
  private let lessons: Set<String>

  package init(_ index: CourseIndex, _ snapshot: ProgressSnapshot) {
    self.init(labs: index.labs, lessons: index.lessons.map(\.id), snapshot)
  }

  /// The first lesson that leads to a lab; nil if the course has none.
  package func lesson(of lab: Lab) -> String? {
    lab.manifest.lessons.first(where: lessons.contains)
  }

  init(labs: [Lab], lessons: [String], _ snapshot: ProgressSnapshot) {
    self.lessons = Set(lessons)
    let passed = Set(labs.map(\.id).filter { snapshot[lab: $0].isPassed })
    rows = labs.map { lab in
      Row(
        lab: lab, progress: snapshot[lab: lab.id],
        isOpen: lab.manifest.requires.allSatisfy(passed.contains))
    }
    current = rows.first { $0.isOpen && !$0.isPassed }?.lab
  }

  /// The lab to go on with once this one is passed too; nil if there is none.
  package func follower(of lab: Lab) -> Lab? {
    let passed = Set(rows.filter(\.isPassed).map(\.lab.id)).union([lab.id])
    return rows.map(\.lab).first { other in
      !passed.contains(other.id) && other.manifest.requires.allSatisfy(passed.contains)
    }
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
