internal import EDARuntime

extension World {
  /// Hands a call to a peer, which serves it as an input of its own.
  mutating func ask(_ body: JSONValue, of peer: String, for asker: Asker) {
    pending.add(
      Delivery(
        number: nextOwnNumber(), node: peer, input: .call(body), origin: .peer(asker), at: now))
  }

  /// The asking instance can be given its peer's reply next. A later instance has asked for
  /// nothing.
  mutating func answer(_ asker: Asker, _ answer: RuntimeAnswer) {
    let index = index(of: asker.node)
    guard nodes[index].incarnation == asker.incarnation,
      case .waiting(let delivery, let id, _) = nodes[index].activity
    else { return }
    nodes[index].activity = .answered(delivery, id: id, FrameRoom.fitting(answer))
  }

  /// Why a call cannot be handed to a peer; nil if it can.
  func refusal(of body: JSONValue, to peer: String, from name: String) -> String? {
    guard nodes.contains(where: { $0.name == peer }) else { return "there is no such peer" }
    if let circle = circle(through: peer, backTo: name) { return circle }
    if cut(of: name, other: peer, inbound: false) != nil { return "the peer cannot be reached" }
    return FrameRoom.excess(ofCall: body)?.words(about: "the call")
  }

  /// Who waits for a peer that waits for it, also over others, waits for ever: what closes the
  /// circle is refused, so that none can arise.
  private func circle(through peer: String, backTo name: String) -> String? {
    guard peer != name else { return "the peer is this component, which waits for this component" }
    var words = "the peer"
    var current = peer
    while case .waiting(_, _, let next) = nodes[index(of: current)].activity {
      guard next != name else { return words + " waits for this component" }
      words += " waits for \(next), which"
      current = next
    }
    return nil
  }
}
