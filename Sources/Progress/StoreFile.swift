import Foundation

/// The store's file and its folder, as the system sees them.
///
/// An existing file is only looked at by its name: to close any descriptor of it would drop the
/// locks that SQLite holds on it in this process.
struct StoreFile {
  let path: String

  private var folder: String { (path as NSString).deletingLastPathComponent }

  /// Makes folder and file if they are missing, and refuses what could be somebody else's.
  ///
  /// Folders that it makes have mode 0700; one that is there keeps its mode. The file has 0600.
  func prepare() throws(ProgressError) {
    try makeFolder(folder.isEmpty ? "." : folder)
    if try status(of: path) == nil { try makeFile() }
    guard let status = try status(of: path) else {
      throw ProgressError(errno: ENOENT, path: path)
    }
    try refuse(status, unless: S_IFREG, "not a regular file")
    guard status.st_mode & 0o077 != 0 else { return }
    guard chmod(path, 0o600) == 0 else { throw ProgressError(errno: errno, path: path) }
  }

  private func makeFolder(_ folder: String) throws(ProgressError) {
    if let status = try status(of: folder) {
      return try refuse(status, unless: S_IFDIR, "its folder is no folder or a symbolic link")
    }
    let parent = (folder as NSString).deletingLastPathComponent
    // Above the store's own folder a symbolic link is the user's choice.
    if !parent.isEmpty, !FileManager.default.fileExists(atPath: parent) { try makeFolder(parent) }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw ProgressError(errno: errno, path: path)
    }
  }

  /// An empty file appears under its name with its final mode, and without a descriptor to close.
  private func makeFile() throws(ProgressError) {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw ProgressError(errno: errno, path: path) }
    close(descriptor)
    defer { unlink(template) }
    guard link(template, path) == 0 || errno == EEXIST else {
      throw ProgressError(errno: errno, path: path)
    }
    syncFolder()
  }

  private func refuse(
    _ status: stat, unless kind: mode_t, _ reason: String
  ) throws(ProgressError) {
    guard status.st_mode & S_IFMT == kind else {
      throw ProgressError(.notWritable(reason: reason), path: path)
    }
    guard status.st_uid == geteuid() else {
      throw ProgressError(.notWritable(reason: "it belongs to another user"), path: path)
    }
  }

  /// Of the name itself, not of what a link points to; nil if there is nothing.
  private func status(of path: String) throws(ProgressError) -> stat? {
    var status = stat()
    if lstat(path, &status) == 0 { return status }
    if errno == ENOENT { return nil }
    throw ProgressError(errno: errno, path: self.path)
  }

  /// Which file has the name now; nil if none has.
  var identity: FileIdentity? {
    guard let status = try? status(of: path) else { return nil }
    return FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }

  /// Writes the names in the folder to the disk.
  func syncFolder() {
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// Tells one file from another of the same name.
struct FileIdentity: Equatable {
  let device: UInt64
  let number: UInt64
}
