import Foundation
import Glibc
import TestSupport
import Testing

@testable import Toolchain

@Suite("Submission")
struct SubmissionTests {
  private func code(
    of names: [String] = ["Book.swift"], after prepare: (TemporaryFolder) throws -> Void
  ) throws -> SubmissionError.Code? {
    try withTemporaryFolder { folder in
      try prepare(folder)
      do throws(SubmissionError) {
        _ = try Submission(folder: folder.path, declared: names)
        return nil
      } catch { return error.code }
    }
  }

  @Test("declared files are read and everything else in the folder is ignored")
  func declaredOnly() throws {
    try withTemporaryFolder { folder in
      try folder.write("let a = 1\n", to: "Book.swift")
      try folder.write("let b = 1\n", to: "parts/Rule.swift")
      try folder.write("garbage", to: "Package.swift")
      symlink("/dev/zero", folder["zero.swift"])
      let submission = try Submission(
        folder: folder.path, declared: ["parts/Rule.swift", "Book.swift"])
      #expect(submission.names == ["Book.swift", "parts/Rule.swift"])
      #expect(submission.files["Book.swift"] == Array("let a = 1\n".utf8))
      #expect(submission.linked.isEmpty)
    }
  }

  @Test("a file that is not there is missing")
  func missing() throws {
    #expect(try code { _ in } == .missing)
    #expect(try code(of: ["parts/Rule.swift"]) { _ in } == .missing)
  }

  @Test("a link, a FIFO, a folder and a socket are refused without being opened")
  func irregular() throws {
    #expect(
      try code { symlink("/etc/hostname", $0["Book.swift"]) } == .notRegular(.symbolicLink))
    #expect(try code { mkfifo($0["Book.swift"], 0o644) } == .notRegular(.fifo))
    #expect(try code { mkdir($0["Book.swift"], 0o755) } == .notRegular(.folder))
    let linkedFolder = try code(of: ["parts/Rule.swift"]) { folder in
      try folder.write("let a = 1", to: "elsewhere/Rule.swift")
      symlink(folder["elsewhere"], folder["parts"])
    }
    #expect(linkedFolder == .notRegular(.symbolicLink))
  }

  @Test("a file with a second name is taken and named")
  func hardLink() throws {
    try withTemporaryFolder { folder in
      let file = try folder.write("let a = 1\n", to: "Book.swift")
      link(file, folder["other"])
      let submission = try Submission(folder: folder.path, declared: ["Book.swift"])
      #expect(submission.linked == ["Book.swift"])
    }
  }

  @Test("ten megabytes are too large, and so are five files of the largest size")
  func sizes() throws {
    let large = String(repeating: "x", count: 10 << 20)
    #expect(
      try code { try $0.write(large, to: "Book.swift") }
        == .tooLarge(bytes: 10 << 20, limit: 256 << 10))
    let names = (1...5).map { "Part\($0).swift" }
    let whole = try code(of: names) { folder in
      for name in names {
        try folder.write(String(repeating: "x", count: 256 << 10), to: name)
      }
    }
    #expect(whole == .tooLarge(bytes: 1280 << 10, limit: 1 << 20))
  }

  @Test("sixty-five files are too many")
  func tooMany() throws {
    let names = (1...65).map { "Part\($0).swift" }
    #expect(try code(of: names) { _ in } == .tooMany(count: 65, limit: 64))
  }

  @Test(
    "what is not plain UTF-8 is refused at its line, column and offset",
    arguments: [
      ([0x61, 0x0A, 0x62, 0xFF], SubmissionError.Code.notUTF8(line: 2, column: 2, offset: 3)),
      ([0x61, 0xED, 0xA0, 0x80], .notUTF8(line: 1, column: 2, offset: 1)),
      ([0xC3, 0xA9, 0xC0, 0x80], .notUTF8(line: 1, column: 3, offset: 2)),
      ([0x61, 0x0A, 0x00], .zeroByte(line: 2, column: 1, offset: 2)),
      ([0xEF, 0xBB, 0xBF, 0x61], .byteOrderMark), ([0xFF, 0xFE, 0x61, 0x00], .byteOrderMark),
    ])
  func encodings(bytes: [UInt8], expected: SubmissionError.Code) {
    let error = #expect(throws: SubmissionError.self) {
      try Submission(files: ["Book.swift": bytes])
    }
    #expect(error?.code == expected)
  }

  @Test(
    "names that are options, ways out or look-alikes are refused",
    arguments: [
      "@r.swift", "-version.swift", "../Book.swift", "/etc/Book.swift", "a//Book.swift", "Book.txt",
      ".swift", "Bo\u{0}ok.swift", "Bo\nok.swift", "Bo\u{202E}ok.swift", "Büch.swift",
      "Book.swift ",
      "a/-b/Book.swift", "a/./Book.swift", String(repeating: "x", count: 101) + ".swift", "",
    ])
  func badNames(name: String) {
    let error = #expect(throws: SubmissionError.self) { try Submission(files: [name: []]) }
    #expect(error?.code == .badName)
    #expect(error?.file.unicodeScalars.contains { $0.value < 32 || $0 == "\u{202E}" } == false)
  }

  @Test("names that a module or a file system takes for the same are refused")
  func sameNames() {
    let error = #expect(throws: SubmissionError.self) {
      try Submission(files: ["Book.swift": [], "a/book.swift": []])
    }
    #expect(error?.code == .sameName(as: "Book.swift"))
    let main = #expect(throws: SubmissionError.self) { try Submission(files: ["main.swift": []]) }
    #expect(main?.code == .reservedName)
  }

  @Test("the digest depends on names and contents and on nothing else")
  func digest() throws {
    let first = try Submission(files: ["A.swift": [1, 2], "B.swift": [3]])
    let moved = try Submission(files: ["A.swift": [1], "B.swift": [2, 3]])
    try withTemporaryFolder { folder in
      try folder.write("\u{1}\u{2}", to: "A.swift")
      try folder.write("\u{3}", to: "B.swift")
      let read = try Submission(folder: folder.path, declared: ["B.swift", "A.swift"])
      #expect(read.digest == first.digest)
    }
    #expect(first.digest != moved.digest)
  }
}
