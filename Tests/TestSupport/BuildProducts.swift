import Foundation

/// What was built beside the running tests.
package enum BuildProducts {
  /// The folder that holds the running test program.
  package static let folder: String = {
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return ((program ?? "") as NSString).deletingLastPathComponent
  }()

  /// The program that starts and confines components.
  package static let box = folder + "/edalab-box"

  /// What a compiler needs to import modules of this package and to link them.
  package static func compilerArguments(importing modules: [String]) -> [String] {
    // Modules import the C part internally, and are not read without its module map.
    let map = "-fmodule-map-file=\(folder)/CSandbox.build/module.modulemap"
    let search = ["-I", folder + "/Modules", "-Xcc", map]
    return ["-package-name", "edalab"] + search + modules.flatMap(objects)
  }

  /// The object files of a module. Its sources are asked, because the folder may still hold objects
  /// of sources that are gone.
  private static func objects(of module: String) -> [String] {
    Repository.files(below: "Sources/" + module)
      .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }
      .map { "\(folder)/\(module).build/\(($0 as NSString).lastPathComponent).o" }
  }
}
