/// Points as people write them: inside they are whole thousandths, so that sums never round.
package enum Millipoints {
  /// `4800` as `4.8`, `5000` as `5`, `-20` as `-0.02`.
  package static func text(_ thousandths: Int) -> String {
    let magnitude = thousandths.magnitude
    let sign = thousandths < 0 ? "-" : ""
    var fraction = String(magnitude % 1000 + 1000).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return sign + String(magnitude / 1000) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
