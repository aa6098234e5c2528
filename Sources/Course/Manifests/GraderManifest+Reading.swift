extension GraderManifest {
  /// Reads the text of a `grader.yaml`. All problems are found in one go.
  package static func read(_ text: String, file: String) -> ManifestReading<GraderManifest> {
    ManifestReader.read(text, file: file) { reader, value in
      let manifest = GraderManifest(from: value, &reader)
      manifest.reportRepeats(&reader)
      manifest.reportUnknownCells(&reader)
      return manifest
    }
  }

  private init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let groups = SubmissionGroup.withVerdict
    let object = reader.object(
      value, keys: ["points", "checks", "starter", "accepted", "wrong"] + groups.map(\.rawValue))
    points = reader.integer("points", in: object, 0...1000)
    pointsPlace = object.values["points"]?.place ?? value.place
    checks = reader.list("checks", in: object) { Check(from: $1, &$0) }
    accepted = reader.list("accepted", in: object, isRequired: false) { Accepted(from: $1, &$0) }
    wrong = reader.list("wrong", in: object, isRequired: false) { Wrong(from: $1, &$0) }
    var others: [Other] = []
    for group in groups {
      others += reader.list(group.rawValue, in: object, isRequired: false) {
        Other(group, from: $1, &$0)
      }
    }
    self.others = others
    starterRejectedBy = object.values["starter"].map { starter in
      let object = reader.object(starter, keys: ["rejectedBy"])
      return reader.list("rejectedBy", in: object) { Cell(from: $1, &$0) }
    }
  }

  private func reportRepeats(_ reader: inout ManifestReader) {
    var seen: Set<String> = []
    let names =
      checks.map { ($0.id, $0.place) } + accepted.map { ("accepted/" + $0.name, $0.place) }
      + wrong.map { ("wrong/" + $0.name, $0.place) }
      + others.map { ("\($0.group.rawValue)/\($0.name)", $0.place) }
    for (name, place) in names where !seen.insert(name).inserted {
      reader.report("`\(name)` stands twice", at: place)
    }
  }

  /// Reports cells that no check has.
  private func reportUnknownCells(_ reader: inout ManifestReader) {
    let named =
      wrong.map { ($0.rejectedBy, $0.place) } + [(starterRejectedBy ?? [], pointsPlace)]
    for (rejectedBy, place) in named {
      for cell in rejectedBy where cell.check != "" {
        let cells = check(cell.check)?.cells.map(\.fault)
        let isKnown = cell.fault.map { cells?.contains($0) == true } ?? (cells != nil)
        guard !isKnown else { continue }
        let all = checks.flatMap { check in
          [check.id] + check.cells.map { "\(check.id)/\($0.fault.rawValue)" }
        }
        reader.report(
          "no check has the cell `\(cell)`", at: place,
          suggestion: NearName.nearest(to: cell.description, among: all).map { "`\($0)`" })
      }
    }
  }
}

extension GraderManifest.Check {
  fileprivate init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let object = reader.object(
      value,
      keys: [
        "id", "kind", "title", "sentence", "key", "millipoints", "faults", "misconception",
        "witness",
      ])
    id = reader.text("id", in: object, .check)
    kind = reader.choice("kind", in: object, default: .example)
    title = reader.text("title", in: object)
    sentence = reader.text("sentence", in: object)
    isKey = reader.flag("key", in: object)
    millipoints = reader.integer("millipoints", in: object, 0...1_000_000)
    faultMillipoints = object.values["faults"].map { Self.faults($0, &reader) } ?? [:]
    let isProperty = kind == .property
    misconception =
      isProperty
      ? reader.text("misconception", in: object)
      : reader.optionalText("misconception", in: object) ?? ""
    witness =
      isProperty
      ? reader.text("witness", in: object) : reader.optionalText("witness", in: object) ?? ""
    place = value.place
  }

  private static func faults(
    _ value: ManifestValue, _ reader: inout ManifestReader
  ) -> [FaultClass: Int] {
    let faults = FaultClass.allCases.filter { $0 != .none }
    let object = reader.object(value, keys: faults.map(\.rawValue))
    var millipoints: [FaultClass: Int] = [:]
    for fault in faults where object.values[fault.rawValue] != nil {
      millipoints[fault] = reader.integer(fault.rawValue, in: object, 0...1_000_000)
    }
    return millipoints
  }
}

extension GraderManifest.Wrong {
  fileprivate init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let object = reader.object(
      value, keys: ["name", "rejectedBy", "misconception", "essential", "memorised"])
    name = reader.text("name", in: object, .submission)
    rejectedBy = reader.list("rejectedBy", in: object) { GraderManifest.Cell(from: $1, &$0) }
    misconception = reader.text("misconception", in: object)
    isEssential = reader.flag("essential", in: object)
    isMemorised = reader.flag("memorised", in: object)
    place = value.place
  }
}

extension GraderManifest.Cell {
  fileprivate init?(from value: ManifestValue, _ reader: inout ManifestReader) {
    let text = reader.text(value, .anything)
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let fault = parts.count == 2 ? FaultClass(rawValue: parts[1]) : nil
    guard NamePattern.check.matches(parts.first ?? ""), parts.count == 1 || fault != nil else {
      if !text.isEmpty {
        reader.report("`\(text)` is not a check or a cell, like `H1/crash`", at: value.place)
      }
      return nil
    }
    check = parts[0]
    self.fault = fault
  }
}

extension GraderManifest.Accepted {
  fileprivate init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let object = reader.object(value, keys: ["name", "note"])
    name = reader.text("name", in: object, .submission)
    note = reader.text("note", in: object)
    place = value.place
  }
}

extension GraderManifest.Other {
  fileprivate init(
    _ group: SubmissionGroup, from value: ManifestValue, _ reader: inout ManifestReader
  ) {
    let object = reader.object(value, keys: ["name", "verdict"])
    self.group = group
    name = reader.text("name", in: object, .submission)
    verdict = reader.choice("verdict", in: object, default: .fail)
    place = value.place
  }
}
