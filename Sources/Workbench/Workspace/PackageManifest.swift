internal import Course

/// The `Package.swift` of a workspace.
enum PackageManifest {
  /// A package without dependencies: the runtime and the language of checks as local targets, and
  /// one target for each lab with exactly the files that a check compiles, and the visible checks.
  static func text(for labs: [(lab: Lab, hasTask: Bool)]) -> String {
    """
    // swift-tools-version: 6.2
    // Made by edalab, so that an editor can complete and check your files. edalab itself builds
    // elsewhere.
    import PackageDescription

    let settings: [SwiftSetting] = [
      .swiftLanguageMode(.v6),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
    ]

    func support(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
      .target(
        name: name, dependencies: dependencies, path: "\(WorkspacePlan.supportFolder)/" + name,
        swiftSettings: settings)
    }

    func lab(_ name: String, _ folder: String, files: [String], texts: [String]) -> Target {
      .target(
        name: name, dependencies: ["EDARuntime", "GraderKit"], path: "Labs/" + folder,
        exclude: texts, sources: ["API", "Examples.swift"] + files, packageAccess: false,
        swiftSettings: [.swiftLanguageMode(.v6)])
    }

    let package = Package(
      name: "labs",
      targets: [
        support("EDARuntime"), support("Digests"), support("Results"),
        support("Simulation", ["EDARuntime", "Digests"]),
        support("GraderKit", ["EDARuntime", "Simulation", "Results", "Digests"]),
    \(labs.map(target).joined(separator: "\n"))
      ]
    )

    """
  }

  private static func target(_ lab: Lab, hasTask: Bool) -> String {
    let files = lab.manifest.files.map { "\"\($0)\"" }.joined(separator: ", ")
    // A text that is named here and missing is a warning, and so is one that is there and not
    // named.
    let texts = hasTask ? "[\"TASK.md\"]" : "[]"
    return "    lab(\"\(name(of: lab))\", \"\(lab.id)\", files: [\(files)], texts: \(texts)),"
  }

  /// `42-word-count` as `Lab42WordCount`: a module's name may not begin with a digit.
  static func name(of lab: Lab) -> String {
    "Lab" + lab.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
