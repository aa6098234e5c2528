/// Everything that a component may touch outside itself.
///
/// A component acts only through these handles. It never sleeps, opens a file, starts a task or
/// reads a clock (curriculum R1); so a run can be repeated, and broken at every single step.
public struct Runtime {
  let link: any RuntimeLink

  /// Random numbers that depend on the seed of the run and on the instance.
  public let random: RandomNumbers

  package init(link: any RuntimeLink, randomSeed: UInt64) {
    self.link = link
    random = RandomNumbers(seed: randomSeed)
  }

  /// The transactional store of this name. It survives crashes.
  public func store(_ name: String = "main") -> TxStore { TxStore(name: name, link: link) }

  /// The append-only file of this name. What was synced survives crashes.
  public func file(_ name: String) -> AppendOnlyFile { AppendOnlyFile(name: name, link: link) }

  /// Timers of this component. They do not survive crashes.
  public var timers: Timers { Timers(link: link) }

  /// The way out for messages.
  public var outbound: Outbound { Outbound(link: link) }

  /// Another component, in another process.
  public func peer(_ name: String) -> Peer { Peer(name: name, link: link) }
}
