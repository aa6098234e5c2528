import Foundation
import GraderKit
import Results
import Simulation
import TestSupport
import Testing

@testable import Workbench

@Suite("Kept runs")
struct RunLibraryTests {
  private func record(_ text: String = "deliver e1") -> RunRecord {
    let trace = Trace(
      lab: "01-count", cell: "H1", seed: "1", nodes: ["a"], schedule: ["#1 at 0 ms to a: e1"],
      steps: [
        TraceStep(number: 1, at: 0, node: "a", kind: .deliver, input: 1, text: text),
        TraceStep(number: 2, at: 0, node: "a", kind: .call, call: 1, text: "get", cause: 1),
      ], brokenAt: 2, digest: "d1")
    return RunRecord(
      run: CourseFixture.runName(),
      recording: Recording(cell: "H1", worldSeed: "1", plan: Plan(), trace: trace),
      check: CourseFixture.check("H1", .fail))
  }

  /// Puts bytes in the place of the kept run and says how reading it fails; nil if it does not.
  private func problem(_ bytes: [UInt8], in folder: TemporaryFolder, _ id: String) throws -> String?
  {
    try Data(bytes).write(to: URL(filePath: folder["\(id).json"]))
    do {
      _ = try RunLibrary(folder: folder.path).load(id)
      return nil
    } catch {
      let error = try #require(error as? WorkbenchError)
      #expect(error.code == .unreadableRun)
      return error.detail
    }
  }

  @Test("a run is read as it was kept, by its name, the beginning of it, or as the latest")
  func reads() throws {
    try withTemporaryFolder { folder in
      let library = RunLibrary(folder: folder["runs"])
      let record = record()
      try library.save(record)
      #expect(try library.load(record.id) == record)
      #expect(try library.load(String(record.id.prefix(3)).uppercased()) == record)
      #expect(try library.load(nil) == record)
      let text = try folder.text(of: "runs/\(record.id).json")
      #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
  }

  @Test("a run of which any byte was changed is refused, and says so")
  func flippedBytes() throws {
    try withTemporaryFolder { folder in
      let record = record()
      let bytes = try RunFile.bytes(of: record)
      for place in bytes.indices {
        var changed = bytes
        changed[place] ^= place % 2 == 0 ? 1 : 0x80
        let problem = try problem(changed, in: folder, record.id)
        #expect(problem?.contains("was changed or damaged") == true, "byte \(place)")
      }
      #expect(try problem(bytes, in: folder, record.id) == nil)
    }
  }

  @Test("a run of which a line or the end is missing, or whose numbers were edited, is refused")
  func editedLines() throws {
    try withTemporaryFolder { folder in
      let record = record()
      let bytes = try RunFile.bytes(of: record)
      for count in bytes.indices {
        #expect(try problem(Array(bytes.prefix(count)), in: folder, record.id) != nil)
      }
      // As an editor would lay it out, one value a line.
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: ",")
      for index in lines.indices {
        var rest = lines
        rest.remove(at: index)
        let text = rest.joined(separator: ",")
        #expect(try problem(Array(text.utf8), in: folder, record.id) != nil, "line \(index)")
      }
      for (old, new) in [
        (#""number":2"#, #""number":9"#), (#""cause":1"#, #""cause":7"#),
        (#""digest":"d1""#, #""digest":"d2""#),
      ] {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(old))
        let edited = text.replacingOccurrences(of: old, with: new)
        #expect(try problem(Array(edited.utf8), in: folder, record.id) != nil, "\(new)")
      }
    }
  }

  @Test("a run under the name of another, or of another version, is refused")
  func others() throws {
    try withTemporaryFolder { folder in
      let record = record()
      let bytes = try RunFile.bytes(of: record)
      #expect(try problem(bytes, in: folder, "0000abcd") != nil)
      var old = record
      old.schema = "edalab.run/1"
      let oldBytes = try RunFile.bytes(of: old)
      #expect(try problem(oldBytes, in: folder, record.id) != nil)
    }
  }
}
