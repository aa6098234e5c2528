import Foundation
import Synchronization

/// A language server that a test talks to: one request at a time, each answer waited for.
package final class LanguageServer {
  /// No answer came within the time.
  package struct NoAnswer: Error {
    package let method: String
  }

  private let process = Process()
  private let input = Pipe()
  private let answers = Answers()
  private let output = Pipe()
  private var lastID = 0

  /// Starts `sourcekit-lsp` for a package, whose path is written as in a URL.
  package init(folder: String) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sourcekit-lsp"]
    process.currentDirectoryURL = URL(filePath: folder.replacing("%20", with: " "))
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    output.fileHandleForReading.readabilityHandler = { [answers] handle in
      answers.take(handle.availableData)
    }
    try process.run()
    _ = try ask(
      "initialize",
      ["processId": NSNull(), "rootUri": "file://\(folder)", "capabilities": [String: Any]()])
    try tell("initialized", [:])
  }

  package func close() {
    output.fileHandleForReading.readabilityHandler = nil
    process.terminate()
    process.waitUntilExit()
  }

  /// Opens a text as the content of a file.
  package func open(_ file: String, text: String) throws {
    try tell(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": "file://\(file)", "languageId": "swift", "version": 1, "text": text,
        ]
      ])
  }

  /// The labels that complete at a place of an open file, both numbers from 0.
  package func completions(_ file: String, line: Int, character: Int) throws -> [String] {
    let answer = try ask(
      "textDocument/completion",
      [
        "textDocument": ["uri": "file://\(file)"],
        "position": ["line": line, "character": character],
      ])
    let list = answer["result"] as? [String: Any]
    let items = list?["items"] as? [[String: Any]] ?? []
    return items.compactMap { $0["label"] as? String }
  }

  private func tell(_ method: String, _ parameters: [String: Any]) throws {
    try send(["jsonrpc": "2.0", "method": method, "params": parameters])
  }

  private func ask(_ method: String, _ parameters: [String: Any]) throws -> [String: Any] {
    lastID += 1
    try send(["jsonrpc": "2.0", "id": lastID, "method": method, "params": parameters])
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if let answer = answers.answer(lastID) {
        return try JSONSerialization.jsonObject(with: answer) as? [String: Any] ?? [:]
      }
      usleep(10_000)
    }
    throw NoAnswer(method: method)
  }

  private func send(_ message: [String: Any]) throws {
    let body = try JSONSerialization.data(withJSONObject: message)
    let head = Data("Content-Length: \(body.count)\r\n\r\n".utf8)
    try input.fileHandleForWriting.write(contentsOf: head + body)
  }
}

/// What a server said, cut into messages; answers are kept by the number of their request.
private final class Answers: Sendable {
  private struct State {
    var buffer = Data()
    var answers: [Int: Data] = [:]
  }

  private let state = Mutex(State())

  func answer(_ id: Int) -> Data? { state.withLock { $0.answers[id] } }

  func take(_ data: Data) {
    state.withLock { state in
      state.buffer += data
      while let body = Self.next(&state.buffer) {
        let message = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        if let id = message?["id"] as? Int, message?["method"] == nil { state.answers[id] = body }
      }
    }
  }

  private static func next(_ buffer: inout Data) -> Data? {
    guard let end = buffer.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
    let length = head.split(separator: "\r\n").lazy
      .compactMap { $0.hasPrefix("Content-Length: ") ? Int($0.dropFirst(16)) : nil }.first
    guard let length, buffer.endIndex - end.upperBound >= length else { return nil }
    defer { buffer = Data(buffer[(end.upperBound + length)...]) }
    return Data(buffer[end.upperBound..<end.upperBound + length])
  }
}
