/// The front matter of a lesson.
package struct LessonManifest: Hashable, Sendable {
  /// Where a figure or a claim comes from.
  package struct Source: Hashable, Sendable {
    /// How the source was read.
    package enum Trust: String, CaseIterable, Sendable {
      /// Opened, and the relevant text read.
      case opened = "O"
      /// An excerpt of the page itself was seen.
      case excerpt = "X"
    }

    /// `S75`, cited in the text as `[S75]`.
    package let id: String
    package let title: String
    package let url: String
    package let trust: Trust
    package let place: ManifestPlace
  }

  /// `1.3`.
  package let id: String
  package let title: String
  /// Minutes of reading.
  package let minutes: Int
  /// The id of the lab that the lesson leads to.
  package let lab: String?
  /// Whether who answers all its questions right may go on without reading it.
  package let isSkippable: Bool
  package let sources: [Source]

  /// Reads the text between the fences, which starts at a line of its file.
  package static func read(
    _ text: String, file: String, firstLine: Int = 2
  ) -> ManifestReading<LessonManifest> {
    ManifestReader.read(text, file: file, firstLine: firstLine) { reader, value in
      let object = reader.object(
        value, keys: ["id", "title", "minutes", "lab", "skippable", "sources"])
      return LessonManifest(
        id: reader.text("id", in: object, .lesson), title: reader.text("title", in: object),
        minutes: reader.integer("minutes", in: object, 1...120),
        lab: reader.optionalText("lab", in: object, .numbered),
        isSkippable: reader.flag("skippable", in: object),
        sources: reader.list("sources", in: object, isRequired: false) { Source(from: $1, &$0) })
    }
  }
}

extension LessonManifest.Source {
  fileprivate init(from value: ManifestValue, _ reader: inout ManifestReader) {
    let object = reader.object(value, keys: ["id", "title", "url", "trust"])
    id = reader.text("id", in: object, .source)
    title = reader.text("title", in: object)
    url = reader.text(
      "url", in: object, NamePattern(form: "an https address") { $0.hasPrefix("https://") })
    trust = reader.choice("trust", in: object, default: .opened)
    place = value.place
  }
}

/// What a `module.yaml` says.
package struct ModuleManifest: Hashable, Sendable {
  package let title: String
  /// Names of the lesson files without `.md`, in the order of reading.
  package let lessons: [String]
  package let place: ManifestPlace

  /// Reads the text of a `module.yaml`.
  package static func read(_ text: String, file: String) -> ManifestReading<ModuleManifest> {
    ManifestReader.read(text, file: file) { reader, value in
      let object = reader.object(value, keys: ["title", "lessons"])
      return ModuleManifest(
        title: reader.text("title", in: object),
        lessons: reader.names("lessons", in: object, .numbered), place: value.place)
    }
  }
}
