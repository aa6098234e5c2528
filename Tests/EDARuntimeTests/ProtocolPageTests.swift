import EDARuntime
import TestSupport
import Testing

@Suite("The page about the protocol")
struct ProtocolPageTests {
  /// The lines of all fenced blocks of a kind on the page.
  private func lines(_ kind: String) throws -> [String] {
    var lines: [String] = []
    var isInside = false
    for line in try Repository.text(of: "docs/protocol.md").split(separator: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```json \(kind)"
      } else if isInside {
        lines.append(String(line))
      }
    }
    return lines
  }

  private func wire(_ line: String) throws -> JSONValue {
    var reader = FrameReader()
    reader.append(FrameTests.frame(Array(line.utf8)))
    return try reader.next() ?? .null
  }

  @Test("every example of the grader's messages is one, byte for byte, and no kind is missing")
  func requests() throws {
    var kinds: Set<String> = []
    for line in try lines("grader") {
      let request = try Request(wire: try wire(line))
      #expect(JSONWriter.text(request.wire) == line)
      kinds.insert(kind(of: request))
    }
    #expect(
      kinds == [
        "start", "call", "bye", "synced", "published", "publishFailed", "timer", "done", "entry",
        "entries", "conflict", "bytes", "number", "peer", "refused", "inspect",
      ])
  }

  private func kind(of request: Request) -> String {
    switch request {
    case .start: "start"
    case .call: "call"
    case .bye: "bye"
    case .inspect: "inspect"
    case .signal(_, _, let signal): name(signal)
    case .answer(let answer): answer.wire.array?.first?.string ?? ""
    }
  }

  private func name(_ signal: Signal) -> String {
    switch signal {
    case .synced: "synced"
    case .published: "published"
    case .publishFailed: "publishFailed"
    case .timer: "timer"
    }
  }

  @Test("every example of a component's messages is one, byte for byte, and no kind is missing")
  func responses() throws {
    var kinds: Set<String> = []
    for line in try lines("component") {
      let response = try Response(wire: try wire(line))
      #expect(JSONWriter.text(response.wire) == line)
      kinds.insert(kind(of: response))
    }
    #expect(
      kinds == [
        "hello", "reply", "failure", "unfinished", "thrown", "get", "scan", "commit", "append",
        "read", "size", "truncate", "sync", "publish", "timer", "cancel", "peer", "inspection",
      ])
  }

  private func kind(of response: Response) -> String {
    switch response {
    case .hello: "hello"
    case .ask(_, _, let call): call.wire.array?.first?.string ?? ""
    case .reply: "reply"
    case .failure: "failure"
    case .unfinished: "unfinished"
    case .thrown: "thrown"
    case .inspection: "inspection"
    }
  }

  @Test("every example of a refused message is refused")
  func refused() throws {
    let lines = try lines("refused")
    #expect(lines.count >= 5)
    for line in lines {
      let wire = try wire(line)
      #expect(throws: FrameViolation.self, "\(line)") { try Response(wire: wire) }
    }
  }

  @Test("the page gives the bounds of the code")
  func bounds() throws {
    let page = try Repository.text(of: "docs/protocol.md")
    #expect(Frame.maximumLength == 1_048_576)
    #expect(page.contains("1 to 1,048,576 bytes (1 MiB)"))
    #expect(page.contains("| nesting of arrays and objects | at most \(JSONParser.maximumDepth) |"))
    #expect(try Frame.encode(Request.bye.wire) == [0, 0, 0, 10] + Array(#"{"bye":[]}"#.utf8))
  }
}
