/// A column of the fault matrix: what the runtime does to a component's surroundings.
package enum FaultClass: String, CaseIterable, Hashable, Sendable {
  case none, duplicate, reorder, drop, crash, delay, partition, skew, stall, poison
}
