internal import Foundation
internal import Glibc

/// The failing runs that were kept, one file each.
package struct RunLibrary: Sendable {
  /// So many are kept; the oldest go first.
  private static let capacity = 100

  private let folder: String

  package init(folder: String) { self.folder = folder }

  /// Keeps a run.
  ///
  /// - Throws: what the file system says.
  package func save(_ record: RunRecord) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = path(of: record.id)
    try Data(RunFile.bytes(of: record)).write(to: URL(filePath: path), options: .atomic)
    chmod(path, 0o600)
    prune()
  }

  /// The run of this id, or of the only one that begins so; the latest if nil.
  ///
  /// - Throws: ``WorkbenchError``, `unknownRun` or `unreadableRun`.
  package func load(_ id: String?) throws -> RunRecord {
    let ids = idsByAge
    guard let id else {
      guard let latest = ids.last else {
        throw WorkbenchError(.unknownRun, detail: "no failing run has been kept yet")
      }
      return try read(latest)
    }
    let matching = ids.filter { $0.hasPrefix(id.lowercased()) }
    guard matching.count == 1 else {
      let known = ids.suffix(5).reversed().joined(separator: ", ")
      let problem = matching.isEmpty ? "no run is called '\(id)'" : "'\(id)' names several runs"
      throw WorkbenchError(
        .unknownRun, detail: known.isEmpty ? problem : "\(problem); the latest are \(known)")
    }
    return try read(matching[0])
  }

  /// All ids, the latest last.
  package var idsByAge: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      .map { (String($0.dropLast(5)), age(of: folder + "/" + $0)) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  private func path(of id: String) -> String { "\(folder)/\(id).json" }

  /// Nanoseconds at which the file was changed last.
  private func age(of path: String) -> Int {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return 0 }
    return facts.st_mtim.tv_sec * 1_000_000_000 + facts.st_mtim.tv_nsec
  }

  private func read(_ id: String) throws -> RunRecord {
    guard let bytes = FileManager.default.contents(atPath: path(of: id)) else {
      throw WorkbenchError(.unreadableRun, detail: "\(path(of: id)) cannot be read")
    }
    guard let record = RunFile(bytes: Array(bytes)).record, record.id == id else {
      throw WorkbenchError(
        .unreadableRun,
        detail: "\(path(of: id)) was changed or damaged since it was written, or is of another "
          + "version of edalab, so it is not shown: check the lab again")
    }
    return record
  }

  private func prune() {
    for id in idsByAge.dropLast(Self.capacity) { unlink(path(of: id)) }
  }
}
