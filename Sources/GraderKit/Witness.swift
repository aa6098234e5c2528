/// The least effect that must have been seen before a property can be said to hold: a component
/// that refuses everything has shown nothing (design, rule 4).
///
/// `.witness(routed: 100)` asks for `lab.saw("routed")` to have counted at least 100.
public struct Witness: Sendable {
  package let name: String
  package let least: Int

  /// Nothing need be seen: for examples, which expect particular values.
  public static let none = Witness(name: "", least: 0)

  /// `.witness(name: least)`.
  public static let witness = WitnessName()

  /// Turns the label of the argument into the witness's name.
  @dynamicCallable
  public struct WitnessName: Sendable {
    public func dynamicallyCall(withKeywordArguments pairs: KeyValuePairs<String, Int>) -> Witness {
      precondition(pairs.count == 1, "a property has one witness: .witness(name: least)")
      return Witness(name: pairs[0].key, least: pairs[0].value)
    }
  }
}
