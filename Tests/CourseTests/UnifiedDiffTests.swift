import Testing

@testable import Course

/// The error of a patch on one file `F`.
private func failure(_ patch: String, on text: String = "a\nb\nc\n") -> CourseError? {
  #expect(throws: CourseError.self) { try UnifiedDiff.apply(patch, to: ["F": text]) }
}

private let head = "--- a/F\n+++ b/F\n"

@Suite struct UnifiedDiffTests {
  @Test("lines are replaced, added and removed in several places")
  func several() throws {
    let patch = """
      # accepted: simple
      # a note
      diff --git a/F b/F
      --- a/F\t2026-01-01
      +++ b/F
      @@ -1,2 +1,3 @@ struct
       a
      -b
      +B
      +B2
      @@ -5 +6,0 @@
      -e
      """
    let result = try UnifiedDiff.apply(patch, to: ["F": "a\nb\nc\nd\ne\n", "G": "g"])
    #expect(result == ["F": "a\nB\nB2\nc\nd\n", "G": "g"])
  }

  @Test("two files are changed by one patch")
  func twoFiles() throws {
    let patch = "\(head)@@ -1 +1 @@\n-a\n+x\n--- a/G\n+++ b/G\n@@ -0,0 +1 @@\n+y\n"
    #expect(try UnifiedDiff.apply(patch, to: ["F": "a\n", "G": ""]) == ["F": "x\n", "G": "y\n"])
  }

  @Test("a missing line feed at the end of a file is a difference")
  func lastLineFeed() throws {
    let patch = "\(head)@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
    #expect(try UnifiedDiff.apply(patch, to: ["F": "a"]) == ["F": "b\n"])
    #expect(failure(patch, on: "a\n")?.code == .patchDoesNotApply)
    let other = "\(head)@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n"
    #expect(try UnifiedDiff.apply(other, to: ["F": "a\n"]) == ["F": "b"])
  }

  @Test("context that moved or differs is refused, with the line of the patch")
  func strict() {
    let patch = "\(head)@@ -1,2 +1,2 @@\n a\n-b\n+x\n"
    #expect(failure(patch, on: "new\na\nb\n")?.line == 4)
    #expect(failure(patch, on: "a\nb \n")?.line == 5)
    #expect(failure(patch, on: "a")?.code == .patchDoesNotApply)
    #expect(failure("\(head)@@ -9 +9 @@\n-a\n+b\n")?.line == 3)
  }

  @Test("hunks out of order, and a file that is not there, do not apply")
  func order() {
    let patch = "\(head)@@ -3 +3 @@\n-c\n+x\n@@ -1 +1 @@\n-a\n+y\n"
    #expect(failure(patch)?.code == .patchDoesNotApply)
    let other = "--- a/G\n+++ b/G\n@@ -1 +1 @@\n-a\n+b\n"
    #expect(failure(other)?.detail == "no such file")
  }

  @Test(
    "what is no unified diff of existing files is malformed",
    arguments: [
      "", "# only a comment\n", "--- a/F\n", head, "\(head)@@ -1 @@\n-a\n",
      "\(head)@@ -1,2 +1 @@\n-a\n", "\(head)@@ -1 +1 @@\n-a\n+b\n+c\n",
      "--- /dev/null\n+++ b/F\n@@ -0,0 +1 @@\n+a\n", "--- a/F\n+++ b/G\n@@ -1 +1 @@\n-a\n+b\n",
      "\(head)@@ -1 +1 @@\n-a\n+b\n\(head)@@ -2 +2 @@\n-b\n+c\n",
      "\(head)@@ -x +1 @@\n-a\n+b\n",
    ])
  func malformed(patch: String) {
    #expect(failure(patch)?.code == .malformedPatch)
  }
}
