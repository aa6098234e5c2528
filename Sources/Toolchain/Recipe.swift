/// The arguments of a build: fixed, apart from names that edalab itself made.
struct Recipe: Sendable {
  var optimization: Optimization
  var moduleName: String
  /// The folder with the modules and archives that the sources may import.
  var modules: String
  /// Names of the archives to link, without `lib` and `.a`.
  var libraries: [String]
  /// Further arguments, before the sources.
  var extra: [String] = []

  /// What changes the meaning of a build; part of the cache's key.
  var identity: [String] { flags + libraries + extra }

  var flags: [String] {
    [
      // One object file, and one compiler process instead of one per source.
      "-wmo", optimization.flag, "-gline-tables-only",
      // Whoever reports a trap can walk from it to the learner's line.
      "-Xcc", "-fno-omit-frame-pointer",
      "-swift-version", "6", "-module-name", moduleName,
      // Costs a tenth of the default on thousands of warnings, and can be parsed.
      "-diagnostic-style", "llvm", "-no-color-diagnostics",
      "-static-stdlib", "-use-ld=lld",
      // A program counter in a report is then an address in the file, wherever it was loaded.
      "-Xclang-linker", "-no-pie",
      "-Xlinker", "--build-id=none",
    ] + reproducible
  }

  /// The same bytes in any folder: no folder's name, no hash of one, in the object.
  private var reproducible: [String] {
    [
      "-file-compilation-dir", ".", "-debug-prefix-map", modules + "=kit",
      "-Xfrontend", "-no-clang-module-breadcrumbs",
      "-Xfrontend", "-disable-incremental-llvm-codegen",
    ]
  }

  /// The modules of the kit that the sources may import.
  var moduleNames: [String] {
    Files.names(in: modules).filter { $0.hasSuffix(".swiftmodule") }.map {
      String($0.dropLast(".swiftmodule".count))
    }
  }

  /// What must be equal for two recipes to share a cache of C modules.
  var moduleIdentity: [String] { flags + extra }

  /// Compiles sources of our own for nothing but the C modules that this leaves in the cache.
  func warming(source: String, moduleCache: String, object: String) -> [String] {
    flags + extra
      + ["-module-cache-path", moduleCache, "-I", modules, "-c", source, "-o", object]
  }

  /// The whole command line after the compiler's name.
  func arguments(
    sources: [String], moduleCache: String, outputs: String, executable: String
  ) -> [String] {
    flags + extra + ["-module-cache-path", moduleCache, "-output-file-map", outputs]
      + ["-I", modules] + sources + ["-L", modules] + libraries.map { "-l" + $0 }
      + ["-o", executable]
  }
}

/// How much work the optimiser does.
package enum Optimization: String, Sendable {
  /// None: the fastest build, and the one whose traps say most.
  case quick
  /// `-O`: two to five times the build time; for labs that measure.
  case full

  var flag: String { self == .quick ? "-Onone" : "-O" }
}
