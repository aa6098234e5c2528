import Reports
import Results
import Testing

@Suite struct StoreContentsTests {
  @Test("the contents after a step are the last value of each key up to it")
  func fold() {
    func entries(_ step: Int) -> [String] {
      StoreContents(of: doubleCharge, at: step).entries.map {
        "\($0.store)/\($0.key)=\($0.value)@\($0.writtenAt)"
      }
    }
    #expect(entries(7) == [])
    #expect(entries(8) == ["main/balance=10@8"])
    #expect(entries(13) == ["main/balance=10@8"])
    #expect(entries(14) == ["main/balance=20@14", "main/o1=seen@14"])
    #expect(entries(99) == entries(14))
  }

  @Test("what was deleted is gone, and comes back when it is written again")
  func deletion() {
    var trace = doubleCharge
    trace.steps[8].writes = [TraceWrite(store: "main", key: "balance", value: nil)]
    #expect(StoreContents(of: trace, at: 9).entries.isEmpty)
    #expect(StoreContents(of: trace, at: 14).entries.count == 2)
  }

  @Test("the page groups entries by store and says which are new")
  func page() {
    var trace = doubleCharge
    trace.steps[12].writes = [
      TraceWrite(store: "audit", key: "a\u{1B}", value: String(repeating: "long ", count: 20))
    ]
    let lines = StoreContents(of: trace, at: 14).lines(width: 50)
    #expect(
      lines.map(\.text).joined(separator: "\n") == """
        After step 14
        store audit
          a\u{FFFD}       long long long long long lo…  (step 13)
        store main
          balance  20  (new)
          o1       seen  (new)
        """)
    #expect(lines.map(\.kind) == [.heading, .note, .detail, .note, .hint, .hint])
    let none = StoreContents(of: trace, at: 0).lines()
    #expect(none.map(\.text) == ["After step 0 the stores are empty."])
  }

  @Test("the page keeps to the width whatever the stores hold")
  func widths() {
    for width in 40...200 {
      let page = StoreContents(of: .random(width), at: 30).lines(width: width)
      #expect(page.allSatisfy { columns($0.text) <= width })
    }
  }
}
