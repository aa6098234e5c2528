import Results

extension FaultMatrix {
  /// The matrix in one sentence: under which faults the component is right, and under which not.
  var sentence: String {
    guard !rows.isEmpty else { return "Nothing was checked." }
    return Self.capitalized(claims.joined(separator: "; ")) + "."
  }

  private var claims: [String] {
    let wrong = faults.filter { column($0).contains { $0.isWrong } }
    let open = faults.filter {
      !wrong.contains($0) && column($0).contains { $0 != .pass }
    }
    let right = faults.filter { !wrong.contains($0) && !open.contains($0) }
    var claims = [verdict(wrong: wrong, right: right)].compactMap { $0 }
    if open.contains(.none) { claims.append("not known without faults") }
    let others = open.filter { $0 != .none }
    if !others.isEmpty { claims.append("not known under \(Self.list(others))") }
    return claims
  }

  /// Nil if no fault has a verdict.
  private func verdict(wrong: [FaultClass], right: [FaultClass]) -> String? {
    if wrong.isEmpty { return right.isEmpty ? nil : praise(right) }
    guard wrong.contains(.none) else {
      return right.isEmpty
        ? "wrong under \(Self.list(wrong))" : "right except under \(Self.list(wrong))"
    }
    let others = wrong.filter { $0 != .none }
    let also = others.isEmpty ? "" : ", and under \(Self.list(others))"
    return "wrong even without faults" + also
  }

  private func praise(_ right: [FaultClass]) -> String {
    let others = right.filter { $0 != .none }
    if others.isEmpty { return "right without faults" }
    let start = right.contains(.none) ? "right, also under" : "right under"
    return "\(start) \(Self.list(others))"
  }

  private static func list(_ faults: [FaultClass]) -> String {
    let nouns = faults.map(\.noun)
    guard let last = nouns.last, nouns.count > 1 else { return nouns.first ?? "" }
    return nouns.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
