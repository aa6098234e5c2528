import Foundation
import Reports
import Results
import Testing

private func document() throws -> String {
  try String(contentsOf: packageRoot.appending(path: "docs/result-format.md"), encoding: .utf8)
}

/// The first block of JSON in the document.
private func example() throws -> String {
  let parts = try document().split(separator: "```json\n")
  let block = try #require(parts.last?.split(separator: "```").first)
  return String(block)
}

/// Every key of a JSON value, however deep.
private func keys(_ value: Any) -> Set<String> {
  if let object = value as? [String: Any] {
    return object.reduce(into: Set(object.keys)) { $0.formUnion(keys($1.value)) }
  }
  return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys($1)) }
}

/// A result with a value in every field, which no real one has.
private var everyField: LabResult {
  var result = fullResult
  result.refusal = refusedResult.refusal
  result.run.only = ["H1"]
  return result
}

@Suite struct ResultFormatTests {
  private let schema: StructuralSchema

  init() throws {
    schema = try StructuralSchema(folder: packageRoot.appending(path: "docs/schemas"))
  }

  @Test("every key that the encoder writes is named in the document")
  func keysAreNamed() throws {
    let page = try document()
    for text in [
      Report.json(everyField, digest: "", context: someContext),
      Report.json(SealedResult(everyField), digest: "", context: someContext),
    ] {
      let written = keys(try parsed(text))
      #expect(written.count > 30)
      for key in written { #expect(page.contains("`\(key)`"), "\(key)") }
    }
  }

  @Test("every value of an enumeration is named in the document")
  func valuesAreNamed() throws {
    let page = try document()
    for value in Verdict.allCases.map(\.rawValue) + FaultClass.allCases.map(\.rawValue) {
      #expect(page.contains("`\(value)`"), "\(value)")
    }
  }

  @Test("the document's example is a report, byte for byte as it would be written")
  func exampleIsReal() throws {
    let text = try example()
    let object = try parsed(text)
    let canonical = try JSONSerialization.data(withJSONObject: object["canonical"] ?? "")
    let result = try JSONDecoder().decode(LabResult.self, from: canonical)
    let context = try JSONDecoder().decode(
      RunContext.self, from: JSONSerialization.data(withJSONObject: object["context"] ?? ""))
    let digest = try #require(object["digest"] as? String)
    #expect(Report.json(result, digest: digest, context: context) == text)
    #expect(schema.faults(in: object, against: "report-1.json") == [])
  }

  @Test("what the encoder writes is valid by the committed schemas")
  func schemas() throws {
    for result in [
      everyField, fullResult, refusedResult, LabResult(run: someRun, status: .toolFault),
    ] {
      let sealed = SealedResult(result)
      let documents = [
        (Report.canonical(result), "result-1.json"),
        (Report.canonical(sealed), "sealed-result-1.json"),
        (Report.json(result, digest: "d", context: someContext), "report-1.json"),
        (Report.json(sealed, digest: "d", context: nil), "report-1.json"),
      ]
      for (text, name) in documents {
        #expect(schema.faults(in: try parsed(text), against: name) == [])
      }
    }
  }

  @Test(
    "the schema refuses a key too many, a key too few, a wrong type and an unknown word",
    arguments: [
      ("\"isKey\":true", "\"isKey\":true,\"extra\":1"), ("\"isKey\":true,", ""),
      ("\"isKey\":true", "\"isKey\":\"yes\""), ("\"verdict\":\"fail\"", "\"verdict\":\"odd\""),
      ("\"seed\":\"0000000000000029\"", "\"seed\":\"29\""), ("\"step\":17", "\"step\":0"),
      ("edalab.result/1", "edalab.result/2"),
    ])
  func refusals(good: String, bad: String) throws {
    let text = Report.canonical(fullResult)
    #expect(text.contains(good))
    let broken = try parsed(text.replacingOccurrences(of: good, with: bad))
    #expect(schema.faults(in: broken, against: "result-1.json") != [])
  }

  @Test("the sealed schema has no place for the counts or the failure of a hidden check")
  func sealedSchema() throws {
    #expect(
      schema.faults(in: try parsed(Report.canonical(fullResult)), against: "sealed-result-1.json")
        != [])
  }
}
