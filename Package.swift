// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built with the same settings, so that a file shows which of its imports
/// are part of its interface.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func target(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], resources: resources,
    swiftSettings: settings)
}

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let customDump: Target.Dependency = .product(name: "CustomDump", package: "swift-custom-dump")

let package = Package(
  name: "edalab",
  products: [
    .executable(name: "edalab", targets: ["edalab"]),
    .executable(name: "edalab-box", targets: ["edalab-box"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", exact: "1.7.3"),
  ],
  targets: [
    // What learners import.
    target("EDARuntime"),
    // Values shared by the judge and by the tool.
    target("Digests"),
    target("Results"),
    // The judge.
    target("Simulation", ["EDARuntime", "Digests"]),
    target("GraderKit", ["EDARuntime", "Simulation", "Results", "Digests"]),
    target("Brokers", ["EDARuntime"]),
    .target(name: "CSandbox"),
    target("Sandbox", ["CSandbox"]),
    target(
      "Conductor", ["GraderKit", "Simulation", "EDARuntime", "Results", "Brokers", "Sandbox"]),
    // Static and without the Swift runtime: inside the sandbox there is no library that it could
    // load.
    .executableTarget(
      name: "edalab-box",
      linkerSettings: [
        .unsafeFlags(["-nostartfiles", "-static-executable"], .when(platforms: [.linux]))
      ]),
    // The tool.
    target("Toolchain", ["Sandbox", "Digests"]),
    .systemLibrary(
      name: "CCommonMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    target("Markdown", ["CCommonMark"]),
    .target(name: "CTerminal"),
    target("Terminal", ["CTerminal"]),
    target("Reading", ["Markdown", "Terminal"]),
    target("Course", ["Markdown", "Digests", yams]),
    target("Progress", ["Results", "Digests", grdb]),
    target("Reports", ["Results"]),
    target(
      "Workbench",
      [
        "EDARuntime", "Results", "Digests", "Simulation", "GraderKit", "Conductor", "Sandbox",
        "Toolchain",
        "Markdown", "Terminal", "Reading", "Course", "Progress", "Reports",
      ]),
    .executableTarget(
      name: "edalab",
      dependencies: [
        "Workbench", "Results", "Simulation", "Sandbox", "Toolchain", "Terminal", "Reading",
        "Markdown", "Course",
        "Progress", "Reports", "Digests", argumentParser,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "edalab-bench",
      dependencies: [
        "Workbench", "Course", "Results", "Sandbox", "Toolchain", "Conductor", "GraderKit",
        "Simulation", "EDARuntime",
      ],
      path: "Benchmarks/edalab-bench", swiftSettings: settings),
    // Tests mirror the sources.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests("EDARuntime", ["EDARuntime"]),
    tests("Digests", ["Digests"]),
    tests("Results", ["Results"]),
    tests("Simulation", ["Simulation", "EDARuntime", customDump]),
    tests("GraderKit", ["GraderKit", "Simulation", "EDARuntime", "Results"]),
    tests("Brokers", ["Brokers"]),
    tests("Sandbox", ["Sandbox"]),
    tests(
      "Conductor", ["Conductor", "GraderKit", "Simulation", "EDARuntime", "Results", "Sandbox"]),
    tests("Toolchain", ["Toolchain", "Sandbox"]),
    tests("Markdown", ["Markdown"]),
    tests("Terminal", ["Terminal"]),
    tests("Reading", ["Reading", "Markdown", "Terminal"]),
    tests("Course", ["Course", "Markdown"]),
    tests("Progress", ["Progress", "Results"]),
    tests("Reports", ["Reports", "Results"]),
    tests("Workbench", ["Workbench", "Results", "Course"]),
    tests("edalab", []),
    tests("Style", []),
  ]
)
