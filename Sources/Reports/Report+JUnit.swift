package import Results

extension Report {
  /// JUnit XML: one suite for the lab, one case for each cell.
  ///
  /// A broken property is a `failure`; a crash, a limit, a breach of the protocol or a missing
  /// witness is an `error` of that type; a check whose prerequisite failed is `skipped`. A
  /// submission that was refused is one case with an `error`. Nil for a fault of the tool, which is
  /// never the learner's.
  package static func junit(_ result: LabResult, context: RunContext?) -> String? {
    junit(ReportSource(result), context)
  }

  /// The same for a sealed run.
  package static func junit(_ result: SealedResult, context: RunContext?) -> String? {
    junit(ReportSource(result), context)
  }

  private static func junit(_ source: ReportSource, _ context: RunContext?) -> String? {
    guard let cases = source.testCases else { return nil }
    var suite = XMLElement(name: "testsuite")
    let tally = tally(cases, context)
    suite.attributes = [("name", source.run.lab)] + tally
    if let context { suite.attributes.append(("timestamp", context.startedAt)) }
    let properties = source.properties(context)
    suite.children = [XMLElement(name: "properties", children: properties)] + cases
    let root = XMLElement(
      name: "testsuites", attributes: [("name", "edalab")] + tally, children: [suite])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.lines()
  }

  /// The counts are taken from the children, so that they match them.
  private static func tally(
    _ cases: [XMLElement], _ context: RunContext?
  ) -> [(name: String, value: String)] {
    func count(_ name: String) -> String {
      String(cases.count { $0.children.contains { $0.name == name } })
    }
    return [
      ("tests", String(cases.count)), ("failures", count("failure")), ("errors", count("error")),
      ("skipped", count("skipped")), ("time", seconds(context?.wallMilliseconds ?? 0)),
    ]
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}

extension ReportSource {
  fileprivate var testCases: [XMLElement]? {
    switch status {
    case .graded: checks.map(testCase)
    case .notGradable: [refusedCase]
    case .toolFault: nil
    }
  }

  fileprivate func properties(_ context: RunContext?) -> [XMLElement] {
    var pairs = [
      ("seed", run.seed), ("submission", run.submission), ("lab", run.labDigest), ("kit", run.kit),
      ("toolchain", run.toolchain), ("earned", Millipoints.text(earned)),
      ("possible", Millipoints.text(possible)), ("passed", String(isPassed)),
    ]
    if let context {
      pairs.append(("mode", context.mode.rawValue))
      pairs.append(("isolation", String(context.isolationLevel)))
    }
    return pairs.map { name, value in
      XMLElement(name: "property", attributes: [("name", "edalab.\(name)"), ("value", value)])
    }
  }

  private func testCase(_ check: CheckResult) -> XMLElement {
    var element = XMLElement(name: "testcase")
    element.attributes = [
      ("classname", "\(run.lab).\(check.fault.rawValue)"),
      ("name", "\(check.id) \(check.sentence)"),
    ]
    if let location = check.failure?.location {
      element.attributes += [("file", location.file), ("line", String(location.line))]
    }
    element.children = check.child.map { [$0] } ?? []
    return element
  }

  private var refusedCase: XMLElement {
    let diagnostics = (refusal?.diagnostics ?? []).map(\.line)
    let error = XMLElement(
      name: "error",
      attributes: [
        ("type", refusal?.code ?? "notGradable"),
        ("message", refusal?.summary ?? "The submission was not graded."),
      ], text: (diagnostics + [refusal?.help].compactMap { $0 }).joined(separator: "\n"))
    return XMLElement(
      name: "testcase",
      attributes: [("classname", run.lab), ("name", "The submission can be graded.")],
      children: [error])
  }
}

extension CheckResult {
  fileprivate var child: XMLElement? {
    let name: String
    switch verdict {
    case .pass: return nil
    case .fail: name = "failure"
    case .skipped: name = "skipped"
    case .crash, .timeout, .limit, .protocol, .inconclusive: name = "error"
    }
    let message = failure?.summary ?? verdict.meaning
    let type = name == "skipped" ? [] : [("type", verdict.rawValue)]
    return XMLElement(
      name: name, attributes: type + [("message", message)],
      text: failure?.facts.joined(separator: "\n") ?? "")
  }
}

extension Failure {
  /// The facts in lines, without layout.
  fileprivate var facts: [String] {
    var facts: [String] = []
    if let expected { facts.append("expected: \(expected)") }
    if let actual { facts.append("actual: \(actual)") }
    if let step { facts.append("step: \(step)") }
    if let location { facts.append("at: \(location)") }
    facts += timeline
    if !output.isEmpty { facts += ["printed:", output] }
    if let replay { facts.append("replay: \(replay)") }
    return facts
  }
}
