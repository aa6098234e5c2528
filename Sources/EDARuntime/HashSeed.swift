@preconcurrency internal import SwiftShims

/// The order of sets and dictionaries, as a function of the run's seed.
enum HashSeed {
  /// Must be called before the first value is hashed. The same seed gives the same order in every
  /// process; two seeds show whether a component depends on the order.
  static func set(_ seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    _swift_stdlib_Hashing_parameters.seed0 = mixer.next()
    _swift_stdlib_Hashing_parameters.seed1 = mixer.next()
    _swift_stdlib_Hashing_parameters.deterministic = true
  }
}
