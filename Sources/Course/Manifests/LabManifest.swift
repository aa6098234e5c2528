/// What `lab.yaml` says: everything about a lab that a learner may know.
package struct LabManifest: Hashable, Sendable {
  /// How far a lab is.
  package enum Status: String, CaseIterable, Sendable {
    /// Missing wrong submissions and hints are warnings.
    case draft
    /// Complete, being tried.
    case pilot
    /// Complete and graded.
    case released
  }

  /// One step of a lab.
  package struct Stage: Hashable, Sendable {
    package let title: String
    package let minutes: Int
    /// Ids of the lessons to read before the step, in order.
    package let lessons: [String]
    /// Ids of the checks that make up the step.
    package let checks: [String]
    package let place: ManifestPlace
  }

  /// What a component may use.
  package struct Limits: Hashable, Sendable {
    package let cpuSeconds: Int
    package let memoryMiB: Int
    package let outputMiB: Int
    /// In so many runs is a crash tried, all cells of the lab together.
    package let crashRuns: Int

    /// What a lab that says nothing gets.
    package static let standard = Limits(
      cpuSeconds: 10, memoryMiB: 512, outputMiB: 1, crashRuns: 2000)
  }

  /// `42-word-count`; also the names of the lab's two folders.
  package let id: String
  package let title: String
  package let status: Status
  /// The module's folder, `06-queue-brokers`.
  package let module: String
  /// Ids of the labs that come first.
  package let requires: [String]
  package let minutes: Int
  /// The Swift enum in `API/` that holds the lab's types.
  package let namespace: String
  /// The types that the learner declares.
  package let components: [String]
  /// The files that a submission consists of.
  package let files: [String]
  package let stages: [Stage]
  package let limits: Limits
  /// The faults that the lab's checks run under, in the order of ``FaultClass``.
  package let faults: [FaultClass]
  /// Ids of the labs whose API this one uses.
  package let uses: [String]
  /// A failure in the field that the lab's properties are about, with the ids of its sources in
  /// brackets; nil if the lab tells none.
  package let incident: String?

  /// Ids of the lessons that lead through the lab, in order.
  package var lessons: [String] { stages.flatMap(\.lessons) }
}

extension LabManifest {
  /// Reads the text of a `lab.yaml`. All problems are found in one go.
  package static func read(_ text: String, file: String) -> ManifestReading<LabManifest> {
    ManifestReader.read(text, file: file) { LabManifest(from: $1, &$0) }
  }

  private static let keys = [
    "id", "title", "status", "module", "requires", "minutes", "namespace", "components", "files",
    "stages", "limits", "faults", "uses", "incident",
  ]

  private init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let object = reader.object(value, keys: LabManifest.keys)
    id = reader.text("id", in: object, .numbered)
    title = reader.text("title", in: object)
    status = reader.choice("status", in: object, default: .draft)
    module = reader.text("module", in: object, .numbered)
    requires = reader.names("requires", in: object, isRequired: false, .numbered)
    minutes = reader.integer("minutes", in: object, 1...600)
    namespace = reader.text("namespace", in: object, .type)
    components = reader.names("components", in: object, .type)
    files = reader.names("files", in: object, .swiftFile)
    stages = reader.list("stages", in: object) { Stage(from: $1, &$0) }
    limits = object.values["limits"].map { Limits(from: $0, &reader) } ?? .standard
    let faults = reader.list("faults", in: object, isRequired: false) {
      $0.choice($1, FaultClass.self)
    }
    self.faults = FaultClass.allCases.filter { faults.contains($0) || $0 == .none }
    uses = reader.names("uses", in: object, isRequired: false, .numbered)
    incident = reader.optionalText("incident", in: object)
  }
}

extension LabManifest.Stage {
  fileprivate init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let object = reader.object(value, keys: ["title", "minutes", "lessons", "checks"])
    title = reader.text("title", in: object)
    minutes = reader.integer("minutes", in: object, 1...120)
    lessons = reader.names("lessons", in: object, isRequired: false, .lesson)
    checks = reader.names("checks", in: object, .check)
    place = value.place
  }
}

extension LabManifest.Limits {
  fileprivate init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let standard = LabManifest.Limits.standard
    let object = reader.object(value, keys: ["cpuSeconds", "memoryMiB", "outputMiB", "crashRuns"])
    cpuSeconds = reader.integer("cpuSeconds", in: object, 1...600, default: standard.cpuSeconds)
    // A Swift program with less address space hangs instead of failing.
    memoryMiB = reader.integer("memoryMiB", in: object, 128...4096, default: standard.memoryMiB)
    outputMiB = reader.integer("outputMiB", in: object, 1...64, default: standard.outputMiB)
    crashRuns = reader.integer("crashRuns", in: object, 1...100_000, default: standard.crashRuns)
  }
}
