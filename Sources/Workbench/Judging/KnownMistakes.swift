internal import Course
internal import Foundation
package import GraderKit

/// How each wrong solution of a lab fails on the practice seed: what a learner's failure is
/// compared with. `edalab lab check ID --fix` writes it from what the gate has seen.
package struct KnownMistakes: Codable, Equatable, Sendable {
  package var schema = "edalab.known-mistakes/1"
  /// By the name of a wrong solution and by cell: the symptom's two digests.
  package var mistakes: [String: [String: String]]

  package init(mistakes: [String: [String: String]] = [:]) { self.mistakes = mistakes }

  /// The file of a lab; nothing is known if there is none, or if it cannot be read.
  init(of lab: Lab, in index: CourseIndex) {
    let text = try? index.folder.text("\(lab.graderFolder)/\(Lab.knownMistakes)")
    let decoded = text.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
    self = decoded ?? KnownMistakes()
  }

  /// The file's text.
  package var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// Whether a wrong solution is known to fail a cell.
  func fails(_ name: String, _ cell: String) -> Bool { mistakes[name]?[cell] != nil }

  /// What the author of the most similar wrong solution believed; nil if none is similar, or if
  /// similar ones come from different beliefs.
  ///
  /// Similar are those that fail here with the same symptom, and that passed and failed the same
  /// cells before.
  ///
  /// - Parameters:
  ///   - earlier: the cells that were judged before this one, each with whether it failed.
  ///   - belief: of a wrong solution, by its name.
  func belief(
    behind symptom: Symptom, in cell: String, after earlier: [String: Bool],
    _ belief: (String) -> String?
  ) -> String? {
    let alike = mistakes.filter { _, cells in
      earlier.allSatisfy { (cells[$0.key] != nil) == $0.value }
    }
    for part in [\Symptom.exact, \Symptom.coarse] {
      let similar = alike.filter { _, cells in
        cells[cell].flatMap(Symptom.init(text:))?[keyPath: part] == symptom[keyPath: part]
      }
      let beliefs = Set(similar.keys.compactMap(belief))
      if !beliefs.isEmpty { return beliefs.count == 1 ? beliefs.first : nil }
    }
    return nil
  }
}

extension Symptom {
  /// Both digests with a space between them.
  var text: String { "\(exact) \(coarse)" }

  fileprivate init?(text: String) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 2 else { return nil }
    self.init(exact: parts[0], coarse: parts[1])
  }
}
