package import Course
internal import Foundation
package import Sandbox
package import Toolchain

/// The tools on the table: toolchain, kit, isolation, cache and the course. Made once for a
/// command.
package struct Bench: Sendable {
  package let places: Places
  package let index: CourseIndex
  package let kit: Kit
  package let toolchain: SwiftToolchain
  package let isolation: Isolation
  package let cache: BuildCache

  /// - Parameter atMost: the highest level of isolation to use; tests and audits lower it.
  package init(places: Places, atMost: IsolationLevel = .namespaces) throws {
    Leftovers.remove()
    var places = places
    places.cache = CacheFolder.choose(places.cache)
    self.places = places
    index = try CourseIndex.load(places.course)
    kit = try Kit(path: places.kit)
    toolchain = try SwiftToolchain(compiler: places.compiler, version: kit.compilerVersion)
    try FileManager.default.createDirectory(
      atPath: places.cache, withIntermediateDirectories: true)
    isolation = try IsolationRecord(cache: places.cache).isolation(
      boxPath: kit.box, kitDigest: kit.digest, atMost: atMost)
    cache = try BuildCache(folder: places.cache + "/builds")
  }
}
