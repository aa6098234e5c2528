import Foundation
import TestSupport
import Testing

/// What can be done with a failing run, and with somebody else's mistake.
@Suite(.serialized)
struct RunCommandsTests {
  private static let lab = "01-idempotent-consumer"
  private static let file = "eda/Labs/\(lab)/Consumer.swift"
  private static let accepted = "Grader/\(lab)/Submissions/accepted/simple/Consumer.swift"

  /// The accepted solution, which for once takes the id alone for the identity of an event.
  private func mistaken() throws -> String {
    let text = try Repository.text(of: Self.accepted)
    let key = #""\(envelope.source.utf8.count):\(envelope.source)\(envelope.id)""#
    try #require(text.contains(key), "the accepted solution makes its keys in another way")
    return text.replacing(key, with: "envelope.id")
  }

  @Test("a failing run is listed, told step by step, done again, shared without code, and mended")
  func evening() throws {
    try withTemporaryFolder { home in
      let ada = Learner(home: home, limit: .seconds(900))
      #expect(try ada.edalab("start", "eda", "--no-input").code == 0)
      try home.write(try mistaken(), to: Self.file)
      let check = try ada.edalab("check", "01")
      #expect(check.code == 1)
      let run = try #require(check.output.firstMatch(of: #/trace ([0-9a-f]{8})/#)).1
      #expect(check.output.contains("Does your code rest on this?"))

      let list = try ada.edalab("trace", "--list")
      #expect(list.output.contains(run))
      let steps = try ada.edalab("trace", String(run), "--json").output
        .split(separator: "\n")
        .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
      #expect(steps.count > 3)
      #expect(steps.enumerated().allSatisfy { $1?["number"] as? Int == $0 + 1 })

      let again = try ada.edalab("replay", String(run))
      #expect(again.code == 1)
      #expect(again.output.contains("every step as it was"))
      let shared = try ada.edalab("replay", String(run), "--share").output
      #expect(shared.contains("#1 at"))
      #expect(!shared.contains("Consumer.swift"))

      try home.write(try Repository.text(of: Self.accepted), to: Self.file)
      let mended = try ada.edalab("replay", String(run))
      #expect(mended.code == 0, "\(mended.output)")
      #expect(mended.output.contains("Not as they were: your files"))
    }
  }

  @Test("a drawing is written as SVG and as a page that needs nothing else")
  func drawings() throws {
    try withTemporaryFolder { home in
      let ada = Learner(home: home, limit: .seconds(900))
      #expect(try ada.edalab("start", "eda", "--no-input").code == 0)
      try home.write(try mistaken(), to: Self.file)
      #expect(try ada.edalab("check", "01", "--only", "H2").code == 1)
      let written = try ada.edalab("trace", "--svg", "run.svg", "--html", "run.html")
      #expect(written.code == 0, "\(written.errors)")
      let picture = try home.text(of: "run.svg")
      #expect(picture.hasPrefix("<?xml") && picture.contains("<svg"))
      let page = try home.text(of: "run.html")
      #expect(page.contains("<svg"))
      #expect(!page.contains(#/(src|href)="https?:/#))
      #expect(try ada.edalab("trace", "00000000").code == 66)
    }
  }

  @Test("a player breaks somebody else's solution with one crash, and not with a harmless fault")
  func breaking() throws {
    try withTemporaryFolder { home in
      let ada = Learner(home: home, limit: .seconds(900))
      func play(_ fault: String) throws -> ChildOutcome {
        try ada.edalab("break", "01", "--opponent", "2", "--fault", fault)
      }
      let lost = try play("duplicate #2")
      #expect(lost.code == 1, "\(lost.errors)")
      #expect(lost.output.contains("It bears that: H1 holds."))
      let won = try play("crash after 3")
      #expect(won.code == 0, "\(won.errors)")
      #expect(won.output.contains("Broken with one fault."))
      #expect(won.output.contains("Its author believed: "))
      let misread = try play("crash after lunch")
      #expect(misread.code == 64)
      #expect(misread.errors.contains("write it like this: crash before 3"))
      #expect(try ada.edalab("break", "00", "--fault", "lose #1").code == 66)
    }
  }
}
