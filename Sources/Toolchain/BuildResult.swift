package import Digests

/// How a build ended: with a program or with reasons.
package enum BuildResult: Sendable, Equatable {
  case built(BuiltProgram)
  case refused(BuildRefusal)
}

/// A program in the cache. Its files are never changed; a build of the same bytes gives the same.
package struct BuiltProgram: Sendable, Equatable {
  package let executable: String
  /// The sources' own machine code, without any library: what ``SansIOScan`` reads.
  package let object: String
  /// SHA-256 over the object, the kit and the compiler: linking adds nothing else. It does not
  /// depend on folders or times.
  package let digest: Digest
  package let warnings: DiagnosticReport
}
