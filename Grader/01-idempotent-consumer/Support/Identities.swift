import EDARuntime

/// Distinct identities that a careless key takes for the same one, two by two, in random order.
func treacherousIdentities(using random: inout RandomNumbers) -> [(source: String, id: String)] {
  var pairs: [(source: String, id: String)] = [
    // Composed and decomposed, equal to the eye and to `String`'s ==.
    ("/caf\u{e9}", "e1"), ("/cafe\u{301}", "e1"), ("/shop", "\u{212b}"), ("/shop", "\u{c5}"),
    // Only case, a zero or a blank apart.
    ("/shop", "a7"), ("/Shop", "a7"), ("/shop", "a07"), ("/shop", "a7 "),
    // Escaped by the producer already.
    ("/a%2F", "b"), ("/a/", "b"), ("/a\\", "|b"), ("/a", "\\|b"),
  ]
  // The first four always, the others by turns.
  let others = ["#", "-", ",", ";", "_", "@", "\0", "\n", "\t", " ", "::", "\u{1f}", "\u{1e}"]
  for separator in ["", "|", "/", ":"] + others.shuffled(using: &random).prefix(2) {
    let (a, b, c) = (word(&random), word(&random), word(&random))
    pairs.append((a + separator + b, c))
    pairs.append((a, b + separator + c))
  }
  let shared = word(&random)
  pairs += [(word(&random), shared), (word(&random), shared)]  // one id, two sources
  pairs += [(shared, word(&random)), (shared, word(&random))]  // one source, two ids
  return pairs.shuffled(using: &random)
}

/// Six random letters.
private func word(_ random: inout RandomNumbers) -> String {
  String(decoding: (0..<6).map { _ in UInt8.random(in: 97...122, using: &random) }, as: UTF8.self)
}
