extension TxStore {
  /// The whole number that a key holds as decimal text, nil if it holds none.
  public func integer(_ key: String) throws -> Int64? {
    try get(key).flatMap(Int64.init(storedAs:))
  }

  /// The text that a key holds as UTF-8, nil if it holds none.
  public func text(_ key: String) throws -> String? {
    try get(key).flatMap { String(validating: $0, as: UTF8.self) }
  }
}

extension Transaction {
  /// The whole number that a key holds as decimal text, nil if it holds none.
  public mutating func integer(_ key: String) throws -> Int64? {
    try get(key).flatMap(Int64.init(storedAs:))
  }

  /// The text that a key holds as UTF-8, nil if it holds none.
  public mutating func text(_ key: String) throws -> String? {
    try get(key).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// Writes a whole number as decimal text.
  public mutating func put(_ key: String, _ number: Int64) { put(key, Array(String(number).utf8)) }

  /// Writes a text as UTF-8.
  public mutating func put(_ key: String, _ text: String) { put(key, Array(text.utf8)) }
}

extension Int64 {
  /// The number that a stored value spells in decimal, nil if it spells none.
  package init?(storedAs bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    self.init(text)
  }
}
