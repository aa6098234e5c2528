package import Digests

/// The files that a learner hands in, read once: what is hashed is what is compiled.
///
/// It keeps bytes, not paths, so a file that changes afterwards changes nothing here.
package struct Submission: Sendable, Equatable {
  /// How much a submission may hold.
  package struct Limits: Sendable, Equatable {
    package var fileBytes = 256 << 10
    package var totalBytes = 1 << 20
    package var files = 64

    package init() {}
  }

  /// Name to content; each is valid UTF-8 without zero bytes and without a byte order mark.
  package let files: [String: [UInt8]]
  /// Declared files that have a second name in the file system. Fine at home, where a learner may
  /// link files; a service that takes uploads should refuse them.
  package let linked: [String]

  /// The names, sorted by their bytes: the order of the digest and of the compile.
  package var names: [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// Files that are already in memory, for example an accepted solution with a patch on it.
  package init(
    files: [String: [UInt8]], limits: Limits = Limits()
  ) throws(SubmissionError) {
    try self.init(files: files, linked: [], limits: limits)
  }

  init(files: [String: [UInt8]], linked: [String], limits: Limits) throws(SubmissionError) {
    self.files = files
    self.linked = linked
    try Submission.check(names: Array(files.keys), limits: limits)
    var total = 0
    for name in names {
      let bytes = files[name] ?? []
      total += bytes.count
      try Submission.check(size: bytes.count, total: total, of: name, limits: limits)
      try SourceText.check(bytes, of: name)
    }
  }

  /// SHA-256 over name and content of each file, in the order of the names, each field preceded by
  /// its length.
  package var digest: Digest {
    var hash = SHA256()
    hash.update(field: "edalab-submission-1".utf8)
    for name in names {
      hash.update(field: name.utf8)
      hash.update(field: files[name] ?? [])
    }
    return hash.finish()
  }

  static func check(names: [String], limits: Limits) throws(SubmissionError) {
    if names.count > limits.files {
      throw SubmissionError("", .tooMany(count: names.count, limit: limits.files))
    }
    var seen: [String: String] = [:]
    for name in names.sorted() {
      guard SourceName.isValid(name) else { throw SubmissionError(name, .badName) }
      if SourceName.base(name) == "main.swift" { throw SubmissionError(name, .reservedName) }
      if let other = seen.updateValue(name, forKey: SourceName.base(name).lowercased()) {
        throw SubmissionError(name, .sameName(as: other))
      }
    }
  }

  static func check(
    size: Int, total: Int, of name: String, limits: Limits
  ) throws(SubmissionError) {
    if size > limits.fileBytes {
      throw SubmissionError(name, .tooLarge(bytes: size, limit: limits.fileBytes))
    }
    if total > limits.totalBytes {
      throw SubmissionError(name, .tooLarge(bytes: total, limit: limits.totalBytes))
    }
  }
}
