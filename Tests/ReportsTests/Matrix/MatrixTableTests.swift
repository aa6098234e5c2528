import Reports
import Results
import Testing

private func cell(
  _ id: String, _ fault: FaultClass, _ verdict: Verdict, _ title: String, key: Bool = false
) -> CheckResult {
  var check = check(id, fault: fault, key: key, verdict)
  check.title = title
  return check
}

private func result(_ checks: [CheckResult]) -> LabResult {
  LabResult(run: someRun, status: .graded, checks: checks)
}

/// Right without faults, wrong under two of three.
let mixedResult = result([
  cell("E1", .none, .pass, "the published examples"),
  cell("H1", .none, .pass, "each order is charged once", key: true),
  cell("H1", .duplicate, .fail, "each order is charged once", key: true),
  cell("H1", .crash, .crash, "each order is charged once", key: true),
  cell("H2", .none, .pass, "no order is lost"),
  cell("H2", .crash, .pass, "no order is lost"),
  cell("H2", .stall, .inconclusive, "no order is lost"),
])

private func text(_ lines: [ReportLine]) -> String { lines.map(\.text).joined(separator: "\n") }

@Suite struct MatrixTableTests {
  @Test("checks stand down, faults across, a word in each cell, the sum below")
  func golden() {
    #expect(
      text(MatrixTable.lines(mixedResult, width: 90)) == """
        check                                    none  duplicate  crash  stall
        E1     the published examples            pass  –          –      –
        H1     each order is charged once (key)  pass  FAIL       crash  –
        H2     no order is lost                  pass  –          pass   cannot check
        Right except under redelivery (duplicate) and crash; not known under stall.
        """)
    #expect(
      MatrixTable.lines(mixedResult, width: 90).map(\.kind) == [
        .heading, .pass, .fail, .note, .fail,
      ])
  }

  @Test("a narrow table cuts the titles, a narrower screen gets sentences")
  func widths() {
    let narrow = text(MatrixTable.lines(mixedResult, width: 65))
    #expect(narrow.contains("H1     each order is charg…  pass  FAIL       crash  –\n"))
    #expect(
      text(MatrixTable.lines(mixedResult, width: 50)) == """
        E1, the published examples: pass without faults
        H1, each order is charged once (key): pass without
          faults; FAIL with duplicates; crash with crashes
        H2, no order is lost: pass without faults; pass
          with crashes; cannot check with stalls
        Right except under redelivery (duplicate) and
        crash; not known under stall.
        """)
    for width in 40...200 {
      for isLinear in [false, true] {
        for characters in [Diagram.Characters.unicode, .ascii] {
          for result in [mixedResult, fullResult, result([])] {
            let lines = MatrixTable.lines(
              result, width: width, isLinear: isLinear, characters: characters)
            #expect(lines.allSatisfy { columns($0.text) <= width }, "\(width)")
            if characters == .ascii { #expect(text(lines).allSatisfy { $0.isASCII }) }
          }
        }
      }
    }
  }

  @Test("a sealed run has the same matrix")
  func sealed() {
    #expect(MatrixTable.lines(SealedResult(mixedResult)) == MatrixTable.lines(mixedResult))
    #expect(MatrixTable.sentence(SealedResult(mixedResult)) == MatrixTable.sentence(mixedResult))
  }

  @Test("one sentence sums the matrix up")
  func sentences() {
    func sentence(_ cells: (FaultClass, Verdict)...) -> String {
      MatrixTable.sentence(result(cells.map { cell("H1", $0.0, $0.1, "t") }))
    }
    #expect(sentence() == "Nothing was checked.")
    #expect(sentence((.none, .pass)) == "Right without faults.")
    #expect(
      sentence((.none, .pass), (.duplicate, .pass), (.crash, .pass))
        == "Right, also under redelivery (duplicate) and crash.")
    #expect(
      sentence((.none, .pass), (.duplicate, .fail), (.drop, .timeout), (.crash, .limit))
        == "Right except under redelivery (duplicate), loss (drop) and crash.")
    #expect(sentence((.none, .fail)) == "Wrong even without faults.")
    #expect(
      sentence((.none, .fail), (.crash, .skipped))
        == "Wrong even without faults; not known under crash.")
    #expect(
      sentence((.none, .fail), (.reorder, .crash), (.delay, .pass))
        == "Wrong even without faults, and under reordering (reorder).")
    #expect(sentence((.crash, .fail)) == "Wrong under crash.")
    #expect(sentence((.stall, .inconclusive)) == "Not known under stall.")
    #expect(
      sentence((.none, .skipped), (.stall, .pass))
        == "Right under stall; not known without faults.")
  }

  @Test("a fault under which one check holds and another does not counts as wrong")
  func mixedColumn() {
    let checks = [
      cell("H1", .none, .pass, "a"), cell("H1", .crash, .pass, "a"), cell("H2", .crash, .fail, "b"),
    ]
    #expect(MatrixTable.sentence(result(checks)) == "Right except under crash.")
  }
}
