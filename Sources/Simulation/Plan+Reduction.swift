internal import EDARuntime

extension Plan {
  /// Something that can be taken out of a plan.
  enum Element: Hashable {
    case message(Int)
    case disturbance(Int)
    /// A choice that is not the first option.
    case choice(Int)
  }

  /// Everything that can be taken out, in the order of the plan.
  var elements: [Element] {
    deliveries.map { .message($0.number) } + disturbances.indices.map(Element.disturbance)
      + choices.indices.filter { choices[$0] != 0 }.map(Element.choice)
  }

  /// How long the schedule is: its messages, its faults, and its choices that are not the first.
  package var length: Int { elements.count }

  /// The plan without these.
  func without(_ gone: Set<Element>) -> Plan {
    var plan = self
    plan.deliveries.removeAll { gone.contains(.message($0.number)) }
    plan.disturbances = disturbances.indices.filter { !gone.contains(.disturbance($0)) }
      .map { disturbances[$0] }
    for index in choices.indices where gone.contains(.choice(index)) { plan.choices[index] = 0 }
    while plan.choices.last == 0 { plan.choices.removeLast() }
    return plan
  }

  /// Plans with the same elements of which one is simpler: a shorter time, a smaller number. None
  /// of them leads back, so that taking one after the other comes to an end.
  var simplifications: [Plan] {
    earlierMessages + disturbances.indices.flatMap(simplerDisturbances) + smallerNumbers
  }

  private var earlierMessages: [Plan] {
    deliveries.indices.compactMap { index in
      let earliest = index > 0 ? deliveries[index - 1].at : .start
      guard deliveries[index].at > earliest else { return nil }
      var plan = self
      plan.deliveries[index].at = earliest
      return plan
    }
  }

  private func simplerDisturbances(_ index: Int) -> [Plan] {
    disturbances[index].simpler.map { simpler in
      var plan = self
      plan.disturbances[index] = simpler
      return plan
    }
  }

  private var smallerNumbers: [Plan] {
    deliveries.indices.flatMap { index -> [Plan] in
      guard case .call(let body) = deliveries[index].input else { return [] }
      return body.withSmallerNumbers.map { smaller in
        var plan = self
        plan.deliveries[index] = deliveries[index].with(smaller)
        return plan
      }
    }
  }
}

extension Delivery {
  fileprivate func with(_ body: JSONValue) -> Delivery {
    var delivery = Delivery(
      number: number, node: node, input: .call(body), origin: origin, attempt: attempt, at: at)
    delivery.isPoison = isPoison
    return delivery
  }
}

extension Disturbance {
  /// The same with a smaller measure, the smallest first.
  fileprivate var simpler: [Disturbance] {
    switch self {
    case .duplicate(let name, let later):
      return later.smaller(least: 0).map { .duplicate(name, laterByMilliseconds: $0) }
    case .delay(let name, let late):
      return late.smaller(least: 1).map { .delay(name, byMilliseconds: $0) }
    case .crash(let crash):
      guard crash.survivor > 0 else { return [] }
      return [.crash(Crash(node: crash.node, point: crash.point))]
    case .cut(let cut):
      return cut.until.milliseconds(since: cut.from).smaller(least: 1).map { length in
        let until = cut.from.advanced(byMilliseconds: length)
        return .cut(
          Cut(cut.node, from: cut.from, until: until, other: cut.other, direction: cut.direction))
      }
    case .clock(let node, let at, let shift):
      return abs(shift).smaller(least: 1).map {
        .clock(node: node, at: at, byMilliseconds: shift < 0 ? -$0 : $0)
      }
    case .stall(let stall):
      return stall.milliseconds.smaller(least: 1).map {
        .stall(Stall(stall.node, stall.start, milliseconds: $0))
      }
    case .swap, .loss, .publish: return []
    }
  }
}

extension Int64 {
  /// The least value and the half, as far as they are smaller.
  fileprivate func smaller(least: Int64) -> [Int64] {
    self <= least ? [] : self / 2 > least ? [least, self / 2] : [least]
  }
}

extension JSONValue {
  /// Values of the same form in which one number is smaller, and none below 1.
  fileprivate var withSmallerNumbers: [JSONValue] {
    switch self {
    case .integer(let value): value.smaller(least: 1).map { .integer($0) }
    case .array(let elements):
      elements.indices.flatMap { index in
        elements[index].withSmallerNumbers.map { smaller in
          var elements = elements
          elements[index] = smaller
          return .array(elements)
        }
      }
    case .object(let members):
      members.indices.flatMap { index in
        members[index].value.withSmallerNumbers.map { smaller in
          var members = members
          members[index].value = smaller
          return .object(members)
        }
      }
    case .null, .bool, .string: []
    }
  }
}
