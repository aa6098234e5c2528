/// A command or a message that a topology of exchanges refuses.
package struct ExchangeError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    /// A binding's source, a binding's destination or a message names an exchange that is not
    /// declared.
    case unknownExchange
    /// A binding's destination is a queue that is not declared.
    case unknownQueue
    /// The default exchange can be neither declared, deleted, bound nor unbound.
    case defaultExchange
    /// An exchange of this name exists with another kind or another alternate.
    case declaredDifferently
    /// A key is longer than 255 bytes of UTF-8.
    case keyTooLong
  }

  package let code: Code
  /// The name of the exchange or queue, or the key.
  package let name: String

  package init(_ code: Code, _ name: String) {
    self.code = code
    self.name = name
  }
}
