/// The rule of headers exchanges (curriculum 3.5).
enum HeaderMatch {
  /// Whether the arguments of a binding match the headers of a message.
  ///
  /// The argument `x-match` chooses the rule: `all` (also if it is missing) or `any` of the other
  /// arguments must be among the headers. Both leave out arguments that begin with `x-`;
  /// `all-with-x` and `any-with-x` count them. No argument at all matches under `all` and not under
  /// `any`.
  static func matches(_ arguments: [String: String], _ headers: [String: String]) -> Bool {
    let rule = arguments["x-match"] ?? "all"
    let countsExtensions = rule.hasSuffix("-with-x")
    let asked = arguments.filter { name, _ in
      name != "x-match" && (countsExtensions || !name.hasPrefix("x-"))
    }
    return rule.hasPrefix("any")
      ? asked.contains { headers[$0.key] == $0.value }
      : asked.allSatisfy { headers[$0.key] == $0.value }
  }
}
