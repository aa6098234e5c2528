package import Sandbox

/// Why a build, a location or a scan could not be done. None of these is a learner's compile error:
/// that is a ``BuildRefusal``, a result like any other.
package struct ToolchainError: Error, Sendable, Equatable {
  package enum Code: String, Sendable {
    /// The toolchain's program at `path` is missing or cannot be executed.
    case programMissing
    /// The kit at `path` lacks a file or its `kit.txt` does not read.
    case kitUnreadable
    /// The kit was made by another compiler than this one; `detail` is the kit's version line.
    case kitFromOtherCompiler
    /// A file or folder of ours could not be made, read or moved; `errorNumber` says why.
    case storage
    /// A program of the toolchain failed where it never should; `detail` is its last words.
    case toolFailed
    /// The sandbox could not do its work; `sandbox` says why.
    case sandbox
    /// The caller's `isCancelled` became true.
    case cancelled
  }

  package let code: Code
  package let path: String
  package let errorNumber: Int32
  package let detail: String
  /// What the sandbox said, where `code` is `.sandbox` or `.cancelled`.
  package let sandbox: SandboxError?

  package init(_ code: Code, path: String = "", errorNumber: Int32 = 0, detail: String = "") {
    self.code = code
    self.path = path
    self.errorNumber = errorNumber
    self.detail = detail
    sandbox = nil
  }

  init(sandbox error: SandboxError) {
    code = error.code == .cancelled ? .cancelled : .sandbox
    path = ""
    errorNumber = error.errorNumber
    detail = error.detail
    sandbox = error
  }
}
