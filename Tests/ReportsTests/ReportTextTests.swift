import Reports
import Results
import Testing

private func texts(_ result: LabResult, _ width: Int) -> [String] {
  Report.text(result, context: someContext, width: width).map(\.text)
}

@Suite struct ReportTextTests {
  @Test("the first failure is told in full")
  func failure() {
    var result = fullResult
    result.checks = Array(fullResult.checks.prefix(3))
    let lines = texts(result, 100)
    #expect(lines[0] == "15-topic-exchange: not passed, 2 of 3 points")
    let expected = [
      "  expected  1 delivery to orders.de", "  actual    2 deliveries to orders.de",
      "  at        Exchange.swift:41:7", "  step      17", "  timeline",
      "    14  publish  orders.de   m-7", "    16  crash", "    17  deliver  orders.de   m-7",
      "  printed", "    routing m-7", "    routing m-7",
      "  What tells your exchange that it has seen m-7 before?",
      "  replay    edalab check 15 --seed 0000000000000029 --only H1",
    ]
    #expect(lines.filter(expected.contains) == expected)
  }

  @Test(
    "a failure without faults is told before one under faults, and both before a missing witness")
  func order() {
    func first(_ checks: CheckResult...) -> String? {
      Report.text(LabResult(run: someRun, status: .graded, checks: checks), context: nil)
        .first { $0.kind == .fail || $0.kind == .note && !$0.text.isEmpty }?.text
    }
    let crash = check("H2", fault: .crash, .fail)
    let witness = check("H1", .inconclusive)
    #expect(first(witness, crash, check("H3", .timeout))?.hasPrefix("TIMEOUT H3: ") == true)
    #expect(first(witness, crash)?.hasPrefix("FAIL H2/crash: ") == true)
    #expect(first(check("H0", .skipped), witness)?.hasPrefix("CANNOT CHECK H1: ") == true)
  }

  @Test("no line is wider than the width", arguments: [40, 60, 80, 200])
  func widths(width: Int) {
    var failing = fullResult
    failing.checks = Array(fullResult.checks.prefix(3))
    for result in [fullResult, refusedResult, failing] {
      for line in texts(result, width) where !line.hasPrefix("  replay") {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test("a command to copy stays on one line")
  func command() {
    var failing = fullResult
    failing.checks = Array(fullResult.checks.prefix(3))
    let replay = "  replay    edalab check 15 --seed 0000000000000029 --only H1"
    #expect(texts(failing, 40).contains(replay))
  }

  @Test("a wide screen gets one line for each check, a narrow one gets the property below")
  func table() {
    let property = "A message with routing key K reaches every queue whose pattern matches K, once."
    let wide = texts(fullResult, 200)
    // The points of all cells, and the worst verdict.
    #expect(wide.contains("FAIL          H1  1.2 of 2.2  \(property) (key)"))
    #expect(wide.contains { $0.hasPrefix("CRASH         H2  0 of 1      ") })
    let narrow = texts(fullResult, 60)
    #expect(narrow.contains("FAIL H1, 1.2 of 2.2"))
    #expect(narrow.contains("  pattern matches K, once. (key)"))
  }

  @Test("what happened under faults is the matrix, and a sentence that sums it up")
  func matrix() {
    let wide = texts(fullResult, 200)
    let heading = wide.first { $0.hasPrefix("check ") }
    #expect(heading?.hasSuffix("none          duplicate  crash") == true)
    #expect(
      wide.contains("Wrong even without faults, and under redelivery (duplicate) and crash."))
    var plain = fullResult
    plain.checks = plain.checks.filter { $0.fault == .none }
    #expect(!texts(plain, 200).contains("Under faults"))
  }

  @Test("each verdict begins its row with its word, and has a kind to colour it by")
  func kinds() {
    let lines = Report.text(fullResult, context: nil, width: 200).drop { $0.text != "Checks" }
    let rows = lines.dropFirst().prefix(8)
    #expect(
      rows.map(\.kind) == [.pass, .fail, .fail, .fail, .fail, .fail, .note, .note])
    let words = ["PASS", "FAIL", "CRASH", "TIMEOUT", "LIMIT", "PROTOCOL", "SKIPPED"]
    for (row, word) in zip(rows, words) { #expect(row.text.hasPrefix(word + " ")) }
  }

  @Test("the last line says what to do next, by what is missing")
  func next() {
    func next(_ checks: CheckResult...) -> String? {
      Report.text(LabResult(run: someRun, status: .graded, checks: checks), context: nil).last?.text
    }
    #expect(next(check("H1")) == "Next: `edalab status` shows what comes next.")
    #expect(
      next(check("H1"), check("H2"), check("H3", .fail)) == "Next: the lab is passed; H3 is left.")
    #expect(next(check("H1", .fail)) == "Next: correct H1.")
    #expect(next(check("H1", key: true, .fail)) == "Next: correct H1, a key check.")
    #expect(
      next(check("H1", .fail), check("H2", key: true, .fail))
        == "Next: correct H1. Not passed without the key check H2.")
    #expect(next() == "Next: the lab has no checks.")
  }

  @Test("a submission that does not build shows the compiler's words with a caret")
  func refused() {
    let lines = texts(refusedResult, 80)
    #expect(lines[0] == "15-topic-exchange: not gradable")
    #expect(lines.contains("NOT GRADED Exchange.swift does not compile."))
    #expect(lines.contains("      return keu") && lines.contains("             ^"))
    #expect(lines.last == "Next: correct what stands above; no attempt was used up.")
  }

  @Test("a fault of the tool says whose fault it is not")
  func toolFault() {
    let result = LabResult(
      run: someRun, status: .toolFault, refusal: Refusal(code: "lab", summary: "The checker ended.")
    )
    #expect(texts(result, 80)[0].contains("no fault of yours"))
    #expect(texts(result, 80).contains("NOT GRADED The checker ended."))
  }

  @Test("control characters never reach the terminal")
  func controls() {
    var result = fullResult
    result.checks[2].failure?.output = "a\u{1B}[2Jb\rc"
    result.checks[2].failure?.summary = "x\u{9B}31m"
    let scalars = texts(result, 80).flatMap(\.unicodeScalars)
    #expect(scalars.allSatisfy { $0.properties.generalCategory != .control })
  }

  @Test("points are told with what is needed to pass, rounded up")
  func points() {
    let result = LabResult(run: someRun, status: .graded, checks: [check("H1", of: 999)])
    #expect(
      texts(result, 100).contains(
        "Points: 0.999 of 0.999 (100 %). 0.6 and every key check are needed to pass."))
  }

  @Test("a lab without points says what is needed and counts none", arguments: [200, 45])
  func withoutPoints(width: Int) {
    let checks = [check("H1", key: true, .fail, of: 0), check("H2", key: true, of: 0)]
    var result = LabResult(run: someRun, status: .graded, checks: checks)
    #expect(texts(result, width)[0] == "15-topic-exchange: not passed")
    #expect(!texts(result, width).contains { $0.contains("0 of 0") })
    let needed = "This lab gives no points. Every key check is needed to pass."
    #expect(texts(result, width).joined(separator: " ").contains(needed))
    let row = width == 200 ? "PASS  H2  A message" : "PASS H2"
    #expect(texts(result, width).contains { $0.hasPrefix(row) })
    result.checks[0].verdict = .pass
    #expect(texts(result, width)[0] == "15-topic-exchange: complete")
    result.run.only = ["H1"]
    #expect(!texts(result, width).joined(separator: " ").contains(needed))
  }
}
