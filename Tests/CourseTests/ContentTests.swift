import Course
import TestSupport
import Testing

@Suite struct ContentTests {
  @Test("the lessons of this repository have no errors")
  func lessons() throws {
    let index = try CourseIndex.load(Repository.root)
    #expect(!index.lessons.isEmpty)
    let findings = CourseLint(index).findings()
    let errors = findings.filter {
      $0.severity == .error && $0.problem.file.hasPrefix("Content/")
    }
    #expect(errors.isEmpty)
  }
}
