import Foundation
import Reports
import Results
import Testing

@Suite struct ReportJSONTests {
  @Test("the canonical form is one line with sorted keys and plain slashes")
  func canonical() {
    var result = LabResult(run: someRun, status: .graded)
    result.run.toolchain = "a/b"
    #expect(
      Report.canonical(result) == """
        {"checks":[],"run":{"kit":"c0de","lab":"15-topic-exchange","labDigest":"1ab5","only":[],\
        "seed":"0000000000000029","submission":"5eed","toolchain":"a/b"},\
        "schema":"edalab.result/1","status":"graded"}

        """)
  }

  @Test("the canonical form decodes to the same value, and encodes to the same bytes again")
  func roundTrip() throws {
    for result in [fullResult, refusedResult] {
      let text = Report.canonical(result)
      let decoded = try JSONDecoder().decode(LabResult.self, from: Data(text.utf8))
      #expect(decoded == result)
      #expect(Report.canonical(decoded) == text)
    }
  }

  @Test("the report holds the canonical result, the answer and the points as decimals")
  func report() throws {
    let text = Report.json(fullResult, digest: "d1", context: someContext)
    let object = try parsed(text)
    #expect(object["schema"] as? String == "edalab.report/1")
    #expect(object["digest"] as? String == "d1")
    #expect(object["passed"] as? Bool == false && object["complete"] as? Bool == false)
    #expect(object["points"] as? [String: String] == ["earned": "2", "possible": "9"])
    #expect((object["context"] as? [String: Any])?["wallMilliseconds"] as? Int == 1042)
    let canonical = try JSONSerialization.data(withJSONObject: object["canonical"] ?? "")
    #expect(try JSONDecoder().decode(LabResult.self, from: canonical) == fullResult)
    #expect(text.hasSuffix("}\n") && text.contains("\n  \"canonical\""))
  }

  @Test("a report without a context leaves the key out")
  func noContext() throws {
    #expect(try parsed(Report.json(fullResult, digest: "", context: nil))["context"] == nil)
  }

  @Test("the sealed report holds the sealed result and the same answer")
  func sealed() throws {
    let object = try parsed(
      Report.json(SealedResult(fullResult), digest: "d1", context: someContext))
    let canonical = object["canonical"] as? [String: Any]
    #expect(canonical?["schema"] as? String == "edalab.sealed-result/1")
    #expect(object["points"] as? [String: String] == ["earned": "2", "possible": "9"])
    #expect(Report.canonical(SealedResult(fullResult)).hasSuffix("}\n"))
  }
}
