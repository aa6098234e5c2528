/// A component that shows what it holds in memory, for `edalab trace`.
///
/// It is asked after each of its answers, and only while a failing run is written down: what it
/// returns decides nothing. It must not call the runtime meanwhile; what it prints is lost.
public protocol Inspectable {
  /// What is shown, as JSON.
  associatedtype Inspection: Encodable
  /// The component's state, or the part of it that explains what it does.
  var inspection: Inspection { get }
}

extension Inspectable {
  /// The inspection as a value of the protocol; nil if it cannot be encoded.
  var encodedInspection: JSONValue? { try? ValueEncoder.encode(inspection) }
}
