/// Programs that do none of the work, and must pass no property of any lab (grader-security 7).
/// They are main programs of their own, so they fit every lab.
enum NullSubmission: String, CaseIterable {
  /// Leaves at once with the exit status of success.
  case exits
  /// Reads, and never answers.
  case silent
  /// Sends every request back.
  case echo
  /// Answers every request with the same value.
  case constant
  /// Answers every request with a random one of the values that labs use.
  case random
  /// Answers as an earlier instance would: a recorded good run.
  case recorded
  /// Refuses every request.
  case refuses
  /// Says in every way it knows that it has passed.
  case claims

  /// The main program.
  var source: String { Self.frames + body }

  private var body: String {
    switch self {
    case .exits: "exit(0)\n"
    case .silent: "while receive() != nil {}\nwhile true { pause() }\n"
    case .echo: "send(begin)\nwhile let request = receive() { send(request) }\n"
    case .constant: Self.hello + #"while let request = receive() { reply(request, "0") }"# + "\n"
    case .random: Self.hello + Self.randomReplies
    case .recorded:
      #"""
      send(#"{"hello":["0011223344556677"]}"#)
      while receive() != nil {
        send(#"{"reply":["0011223344556677","8899aabbccddeeff",{}]}"#)
      }

      """#
    case .refuses:
      Self.hello
        + #"""
        while let request = receive() {
          send("{\"thrown\":[\"\(epoch)\",\"\(quoted(2, in: request))\",\"no\"]}")
        }

        """#
    case .claims:
      Self.hello
        + #"""
        let claim = #"{"verdict":"pass"}"#
        for line in ["ok 1 - all passed", claim, "PASS", "1 passed, 0 failed"] { print(line) }
        while receive() != nil { send(claim) }
        exit(0)

        """#
    }
  }

  private static let frames = #"""
    import Glibc

    func receive() -> String? {
      var head = [UInt8](repeating: 0, count: 4)
      guard read(3, &head, 4) == 4 else { return nil }
      let length = head.reduce(0) { $0 << 8 | Int($1) }
      var body = [UInt8](repeating: 0, count: length)
      var have = 0
      while have < length {
        let count = body.withUnsafeMutableBytes { read(3, $0.baseAddress! + have, length - have) }
        if count <= 0 { return nil }
        have += count
      }
      return String(decoding: body, as: UTF8.self)
    }

    func send(_ text: String) {
      let body = Array(text.utf8)
      let head = (0..<4).map { UInt8(truncatingIfNeeded: body.count >> (24 - 8 * $0)) }
      _ = write(4, head + body, body.count + 4)
    }

    func reply(_ request: String, _ value: String) {
      send("{\"reply\":[\"\(epoch)\",\"\(quoted(2, in: request))\",\(value)]}")
    }

    /// The text between the n-th pair of quotes.
    func quoted(_ n: Int, in text: String) -> String {
      let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      return parts.count > 2 * n - 1 ? String(parts[2 * n - 1]) : ""
    }

    let begin = receive() ?? ""
    let epoch = quoted(2, in: begin)

    """#

  private static let hello = #"send("{\"hello\":[\"\(epoch)\"]}")"# + "\n"

  private static let randomReplies = #"""
    var state: UInt64 = 1
    while let request = receive() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let values = ["null", "0", "-1", "true", "[]", "{}", "\"\"", "{\"_0\":{}}", "[[],false]"]
      reply(request, values[Int(state >> 33) % values.count])
    }

    """#
}
