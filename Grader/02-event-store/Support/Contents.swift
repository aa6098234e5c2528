import EDARuntime
import GraderKit

/// Texts that end a field, a line or a record in somebody's format.
private let treacherousTexts = [
  "", " ", "|", ",", ";", ":", "\n", "\r\n", "\t", "\0", "/", "\\", "\"", "{}", "a b", "ä", "日本",
  "=", "%20", "-1", "\u{1f}",
]

extension Bench {
  /// Appends events whose names and data may be anything.
  mutating func fillWithAnything(_ random: inout RandomNumbers) throws -> [String] {
    let streams = ["plain"] + treacherousTexts.shuffled(using: &random).prefix(3)
    for stream in streams + streams {
      let batch = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        freshCount += 1
        return Self.anything(freshCount, &random)
      }
      try agree(on: .append(batch, to: stream, .any))
    }
    return streams
  }

  private static func anything(_ number: Int, _ random: inout RandomNumbers) -> Event {
    let texts = treacherousTexts.shuffled(using: &random)
    let data = (0..<Int.random(in: 0...40, using: &random)).map { _ in
      UInt8.random(in: .min ... .max, using: &random)
    }
    return Event(
      id: texts[0] + "\(number)" + texts[1], type: texts[2],
      data: number % 4 == 0 ? Array(texts[3].utf8) : data)
  }

  /// Reads in all ways: from inside, from the ends and from beyond them.
  /// Returns how many reads that were.
  mutating func agreeOnReads(of streams: [String], _ random: inout RandomNumbers) throws -> Int {
    var calls: [Call] = []
    let places: [Int64] = [.min, -1, 0, 1, 2, 3, .max]
    for stream in streams + ["absent"] {
      for place in places {
        let limit = [0, 1, 2, .max][Int.random(in: 0..<4, using: &random)]
        calls.append(.readStream(stream, from: place, .forward, limit: limit))
        calls.append(.readStream(stream, from: place, .backward, limit: limit))
      }
    }
    for place in places + [model.lastPosition - 1, model.lastPosition] {
      let limit = [0, 1, 5, .max][Int.random(in: 0..<4, using: &random)]
      calls.append(.readAll(after: place, limit: limit))
    }
    calls.append(.readAll(after: -1, limit: .max))
    for call in calls { try agree(on: call) }
    return calls.count
  }
}
