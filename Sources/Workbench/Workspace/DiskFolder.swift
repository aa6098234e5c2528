internal import Digests
internal import Foundation

/// A workspace's folder on the disk: the one place of this part that writes.
struct DiskFolder {
  /// Absolute.
  let path: String

  private var files: FileManager { .default }

  func absolute(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes the folder and those above it.
  func make() throws(WorkspaceError) {
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw WorkspaceError(.notAFolder, path: path) }
      return
    }
    try attempt(path) {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// Refuses a folder with files in it. A repository without files, and what is left of a start
  /// that was ended before it wrote its record, do no harm.
  func refuseStrangers() throws(WorkspaceError) {
    let names = try attempt(path) { try files.contentsOfDirectory(atPath: path) }
    let strangers = names.filter { ![".git", ".edalab"].contains($0) }.sorted()
    guard strangers.isEmpty else {
      throw WorkspaceError(.notEmpty(names: Array(strangers.prefix(3))), path: path)
    }
  }

  /// The digest of a file; nil if nothing has that name. What does not read has a digest that no
  /// file has, so that it is never taken for missing.
  func digest(_ name: String) -> String? {
    guard (try? files.attributesOfItem(atPath: absolute(name))) != nil else { return nil }
    guard let data = files.contents(atPath: absolute(name)) else { return "unreadable" }
    return SHA256.digest([UInt8](data)).hex
  }

  func write(_ record: WorkspaceRecord) throws(WorkspaceError) {
    let bytes = try attempt(WorkspaceRecord.path) { try record.bytes }
    try write(bytes, to: WorkspaceRecord.path)
  }

  /// Carries out an update.
  ///
  /// - Returns: the copies that were kept, relative to the folder.
  func perform(
    _ update: WorkspaceUpdate, _ plan: WorkspacePlan
  ) throws(WorkspaceError) -> [String] {
    var kept: [String] = []
    for step in update.steps {
      switch step {
      case .write(let name):
        let file = plan.files[name]
        try write(file?.bytes ?? [], to: name, isProgram: file?.isProgram ?? false)
      case .keep(let name): kept.append(try keep(name))
      case .remove(let name):
        try attempt(absolute(name)) { try files.removeItem(atPath: absolute(name)) }
      }
    }
    return kept
  }

  func write(
    _ bytes: [UInt8], to name: String, isProgram: Bool = false
  ) throws(WorkspaceError) {
    let file = absolute(name)
    try attempt(file) {
      try files.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      // Under a second name first: whoever is killed here leaves the old file or the new one.
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
      guard isProgram else { return }
      // As the system's mask leaves it: who may read it may run it.
      let mode = (try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int) ?? 0o644
      try files.setAttributes(
        [.posixPermissions: mode | (mode & 0o444) >> 2], ofItemAtPath: file)
    }
  }

  private func keep(_ name: String) throws(WorkspaceError) -> String {
    let base = ".edalab/kept/\(name)"
    var copy = base
    var number = 1
    while files.fileExists(atPath: absolute(copy)) {
      number += 1
      copy = "\(base).\(number)"
    }
    try self.copy(name, to: copy)
    return copy
  }

  /// Copies a file to a name that is free; what is not there is not copied.
  func copy(_ name: String, to copy: String) throws(WorkspaceError) {
    guard digest(name) != nil else { return }
    let target = absolute(copy)
    try attempt(target) {
      try files.createDirectory(
        atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try files.copyItem(atPath: absolute(name), toPath: target)
    }
  }

  private func attempt<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws(WorkspaceError) -> Value {
    do {
      return try body()
    } catch {
      throw WorkspaceError(.notWritable(errorNumber: Self.number(of: error)), path: path)
    }
  }

  /// The system's number behind one of Foundation's errors.
  private static func number(of error: any Error) -> Int32 {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey]
    if let cause = cause as? POSIXError { return cause.code.rawValue }
    if let cause = cause as? NSError, cause.domain == NSPOSIXErrorDomain {
      return Int32(cause.code)
    }
    return (error as? CocoaError)?.code == .fileWriteNoPermission ? EACCES : EIO
  }
}
