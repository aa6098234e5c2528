import EDARuntime
import Simulation

/// Deliveries in simulation, without a process.
struct Deliveries {
  let rounds: Int
  private let count = 100_000

  init(rounds: Int) { self.rounds = rounds }

  func measure() throws {
    let times = (0..<rounds).map { _ in Table.seconds { deliver() } }
    let rate = Double(count) / Table.median(times)
    Table.row(
      "simulated delivery without a process", Table.text(rate, 0) + " a second", "–", "–",
      "at least 1,000,000 a second")
  }

  private func deliver() {
    var plan = Plan()
    plan.addNode("node", setup: .null)
    for number in 0..<count {
      plan.deliver(.integer(1), to: "node", at: Instant(milliseconds: Int64(number)))
    }
    var world = World(plan: plan, seed: Seed(number: 1))
    while true {
      switch world.nextAction() {
      case .start(_, .start(let epoch, _, _, _)): world.receive(.hello(epoch: epoch), from: "node")
      case .exchange(_, .call(let id, _, _)):
        world.receive(
          .reply(epoch: world.nodes[0].epoch, id: id, body: .integer(1)), from: "node")
      case .finish: return
      default: return
      }
    }
  }
}
