internal import Results
internal import Toolchain

extension Refusal {
  /// Why a submission was not taken, in words.
  init(_ error: SubmissionError) {
    let file = error.file
    let (code, summary, help) =
      switch error.code {
      case .missing:
        ("missing", "\(file) is missing", "the lab needs a file of this name in the folder")
      case .notRegular(let kind):
        (
          "notRegular", "\(file) is \(Self.name(kind)), not a regular file",
          "put the file itself in its place"
        )
      case .unreadable(let number):
        ("unreadable", "\(file) cannot be read (error \(number))", "check its permissions")
      case .tooLarge(let bytes, let limit):
        (
          "tooLarge", "\(file) has \(bytes) bytes; at most \(limit) are taken",
          "a component is source code only"
        )
      case .tooMany(let count, let limit):
        ("tooMany", "\(count) files; at most \(limit) are taken", "hand in fewer files")
      case .notUTF8(let line, let column, let offset):
        (
          "notUTF8", "\(file):\(line):\(column): not UTF-8 (byte \(offset))",
          "save the file as UTF-8"
        )
      case .zeroByte(let line, let column, _):
        ("zeroByte", "\(file):\(line):\(column): a zero byte", "remove it")
      case .byteOrderMark:
        ("byteOrderMark", "\(file):1:1: begins with a byte order mark", "save without it")
      case .badName:
        ("badName", "'\(file)' is not a name that a submission's file can have", "rename it")
      case .sameName(let other):
        ("sameName", "\(file) and \(other) have the same name", "rename one of them")
      case .reservedName:
        ("reservedName", "\(file) is a name that the lab's build uses", "rename it")
      }
    self.init(code: code, summary: summary, help: help)
  }

  private static func name(_ kind: SubmissionError.FileKind) -> String {
    switch kind {
    case .symbolicLink: "a symbolic link"
    case .folder: "a folder"
    case .fifo: "a FIFO"
    case .socket: "a socket"
    case .device: "a device"
    }
  }

  /// Why a submission does not build, in words.
  init(_ refusal: BuildRefusal) {
    let summary =
      switch refusal.reason {
      case .errors: "the component does not build"
      case .timeLimit: "the compiler ran out of time: an expression may be too hard to check"
      case .memory: "the compiler ran out of memory"
      case .output: "the compiler printed or wrote more than a build may"
      case .compilerCrash: "the compiler crashed on this source"
      }
    self.init(
      code: refusal.reason == .errors ? "doesNotBuild" : refusal.reason.rawValue,
      summary: summary,
      diagnostics: refusal.diagnostics.filter { !$0.isNoise }.map(CompilerDiagnostic.init),
      help: Self.help(refusal))
  }

  private static func help(_ refusal: BuildRefusal) -> String? {
    let messages = refusal.diagnostics.map(\.message)
    if messages.contains(where: { $0.hasPrefix("no such module") }) {
      return "a component may import `EDARuntime` and nothing else"
    }
    return refusal.reason == .errors ? "no attempt is used up: fix it and save" : nil
  }
}

extension Diagnostic {
  /// A remark about a file that edalab wrote is nothing that a learner could act on.
  fileprivate var isNoise: Bool { origin == .generated && severity != .error }
}

extension CompilerDiagnostic {
  init(_ diagnostic: Diagnostic) {
    self.init(
      severity: diagnostic.severity.rawValue, message: diagnostic.message,
      location: diagnostic.line > 0
        ? SourceLocation(
          file: diagnostic.file, line: diagnostic.line, column: diagnostic.column) : nil,
      source: diagnostic.source.isEmpty ? nil : diagnostic.source)
  }
}
