extension ExchangeTopology {
  /// Where a message goes that is published to an exchange; the empty name is the default exchange.
  ///
  /// An exchange of which no binding matches hands the message to its alternate, with the key that
  /// it came with. Each exchange is asked once, so cycles of bindings and of alternates end.
  ///
  /// - Throws: ``ExchangeError/Code/unknownExchange`` if the exchange itself is not declared. A
  ///   message that no queue gets is no error.
  package func route(_ message: Message, to exchange: String) throws(ExchangeError) -> Routing {
    try refuseLong(message.key)
    guard exchange.isEmpty || exchanges[exchange] != nil else {
      throw ExchangeError(.unknownExchange, exchange)
    }
    var reached: Set<String> = []
    var seen: Set = [exchange]
    var waiting = [exchange]
    while let name = waiting.popLast() {
      for destination in destinations(of: message, from: name) {
        switch destination {
        case .queue(let queue): reached.insert(queue)
        case .exchange(let next): if seen.insert(next).inserted { waiting.append(next) }
        }
      }
    }
    return Routing(queues: reached, isReturned: message.isMandatory && reached.isEmpty)
  }

  /// One step: the bindings that match, else the alternate. An alternate that is not there leads
  /// nowhere.
  private func destinations(of message: Message, from name: String) -> [Destination] {
    if name.isEmpty { return queues.contains(message.key) ? [.queue(message.key)] : [] }
    guard let exchange = exchanges[name] else { return [] }
    let matching = exchange.bindings.destinations(of: message)
    guard matching.isEmpty, let alternate = exchange.alternate else { return matching }
    return [.exchange(alternate)]
  }
}
