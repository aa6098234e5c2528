internal import Digests
internal import Results
package import Simulation
package import Toolchain

/// What is to be judged, and how.
package struct RunRequest: Sendable {
  /// Where the seed comes from.
  package enum SeedChoice: Sendable, Equatable {
    case fixed(Seed)
    /// 32 random bytes, drawn after the build.
    case random
    /// HMAC over learner, lab and submission with the class's key: the same bytes get the same
    /// verdict.
    case sealed(key: [UInt8], learner: String)
  }

  package var lab: String
  package var submission: Submission
  package var seed: SeedChoice
  /// Names of checks or cells; empty means all.
  package var only: [String]
  /// Whether failures are shortened and recorded. The verdicts are the same either way.
  package var explains: Bool

  package init(
    lab: String, submission: Submission, seed: SeedChoice, only: [String] = [],
    explains: Bool = true
  ) {
    self.lab = lab
    self.submission = submission
    self.seed = seed
    self.only = only
    self.explains = explains
  }

  /// The seed that learners' own checks use unless they ask for another.
  package static let practiceSeed = Seed(number: 1)

  /// The seed of this run. `draw` yields random bytes and is called after the build alone.
  func drawSeed(_ draw: () -> [UInt8]) -> Seed {
    switch seed {
    case .fixed(let seed): return seed
    case .random: return Seed(bytes: draw())
    case .sealed(let key, let learner):
      var message: [UInt8] = []
      for field in [learner, lab, submission.digest.hex] {
        message += UInt64(field.utf8.count).bigEndianBytes + Array(field.utf8)
      }
      return Seed(bytes: HMAC.authenticate(message, key: key).bytes)
    }
  }
}
