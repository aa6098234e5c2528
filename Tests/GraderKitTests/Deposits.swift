import EDARuntime
import GraderKit

/// A lab for tests of the judge: an account that takes each deposit once, however often it arrives.
enum Deposits: Bridge {
  enum Call: Codable, Hashable, Sendable {
    case deposit(id: String, amount: Int64)
    case balance
    /// The ids of all deposits, sorted.
    case ids
    /// Sets a timer that adds the amount.
    case later(amount: Int64, at: Instant)
    /// Appends a text to the file `notes` and asks for a sync.
    case note(String)
    /// What stands in the file.
    case notes
  }

  enum Reply: Codable, Hashable, Sendable {
    case balance(Int64)
    case ids([String])
    case notes(String)
    /// So many notes are durable.
    case durable(Int64)
  }

  struct Refused: Error, Codable, Hashable, Sendable { var reason: String }

  typealias Setup = NoSetup
  typealias Failure = Refused
  typealias Component = Account

  static func perform(
    _ call: Call, on component: inout Account, at now: Instant
  ) throws -> Reply {
    switch call {
    case .deposit(let id, let amount): .balance(try component.deposit(id, amount))
    case .balance: .balance(try component.balance())
    case .ids: .ids(try component.ids())
    case .later(let amount, let at): .balance(try component.later(amount, at: at))
    case .note(let text): .notes(try component.note(text))
    case .notes: .notes(try component.notes())
    }
  }

  static func receive(
    _ signal: Signal, on component: inout Account, at now: Instant
  ) throws -> Reply? {
    switch signal {
    case .timer(let name):
      _ = try component.deposit("timer@\(now.milliseconds)", Int64(name) ?? 0)
      return nil
    case .synced:
      component.durableCount += 1
      return .durable(component.durableCount)
    case .published, .publishFailed: return nil
    }
  }
}

/// What is wrong with an account.
enum Mistake: Equatable {
  case none
  /// Knows what it has seen only as long as it lives.
  case forgetsOnCrash
  /// Never looks whether it has seen a deposit.
  case countsTwice
  /// Marks a deposit as seen in a transaction of its own, before it applies it.
  case marksFirst
  /// Looks and writes in two steps: two nodes can look before either writes.
  case checksThenInserts
  /// Lists ids in an order that depends on the hash seed.
  case dependsOnHashOrder
  case refusesAll
  case throwsAnything
  case isUnfinished
  /// Ends so when it has seen a deposit before.
  case endsOnDuplicate(InstanceEnd.Reason)
}

extension Account: Inspectable {
  var inspection: [String] { seen.sorted() }
}

struct Account {
  struct Unlucky: Error {}
  /// What ends the process, and not only the call.
  struct Fatal: Error { let reason: InstanceEnd.Reason }

  let runtime: Runtime
  let mistake: Mistake
  let hashSeed: UInt64
  var seen: Set<String> = []
  var durableCount: Int64 = 0

  private var store: TxStore { runtime.store() }

  mutating func deposit(_ id: String, _ amount: Int64) throws -> Int64 {
    switch mistake {
    case .refusesAll: throw Deposits.Refused(reason: "closed")
    case .throwsAnything: throw Unlucky()
    case .isUnfinished: throw Unfinished("deposit")
    case .forgetsOnCrash: return try depositWithMemory(id, amount)
    case .marksFirst: return try depositAfterMark(id, amount)
    case .checksThenInserts: return try depositAfterLook(id, amount)
    case .none, .countsTwice, .dependsOnHashOrder: return try depositAtOnce(id, amount)
    case .endsOnDuplicate(let reason):
      if try store.get("seen/" + id) != nil { throw Fatal(reason: reason) }
      return try depositAtOnce(id, amount)
    }
  }

  private func depositAtOnce(_ id: String, _ amount: Int64) throws -> Int64 {
    let isChecking = mistake != .countsTwice
    return try store.transaction { transaction in
      let balance = try transaction.integer("balance") ?? 0
      if isChecking, try transaction.get("seen/" + id) != nil { return balance }
      transaction.put("seen/" + id, [])
      transaction.put("balance", balance + amount)
      return balance + amount
    }
  }

  private mutating func depositWithMemory(_ id: String, _ amount: Int64) throws -> Int64 {
    guard !seen.contains(id) else { return try balance() }
    let balance = try add(amount)
    seen.insert(id)
    return balance
  }

  private func depositAfterMark(_ id: String, _ amount: Int64) throws -> Int64 {
    let isNew = try store.transaction { transaction in
      guard try transaction.get("seen/" + id) == nil else { return false }
      transaction.put("seen/" + id, [])
      return true
    }
    return isNew ? try add(amount) : try balance()
  }

  private func depositAfterLook(_ id: String, _ amount: Int64) throws -> Int64 {
    guard try store.get("seen/" + id) == nil else { return try balance() }
    let balance = try add(amount)
    try store.transaction { $0.put("seen/" + id, []) }
    return balance
  }

  private func add(_ amount: Int64) throws -> Int64 {
    try store.transaction { transaction in
      let balance = (try transaction.integer("balance") ?? 0) + amount
      transaction.put("balance", balance)
      return balance
    }
  }

  func balance() throws -> Int64 { try store.integer("balance") ?? 0 }

  func ids() throws -> [String] {
    let ids = try store.scan(from: "seen/", upTo: "seen0").map { String($0.key.dropFirst(5)) }
    guard mistake == .dependsOnHashOrder else { return ids }
    return ids.sorted { place(of: $0) < place(of: $1) }
  }

  /// Where a set of this process would put the id.
  private func place(of id: String) -> UInt64 {
    var mixer = SplitMix64(state: id.utf8.reduce(hashSeed) { $0 &* 31 &+ UInt64($1) })
    return mixer.next()
  }

  func note(_ text: String) throws -> String {
    guard mistake != .refusesAll else { throw Deposits.Refused(reason: "closed") }
    let file = runtime.file("notes")
    try file.append(Array(text.utf8))
    _ = try file.sync()
    return try notes()
  }

  func notes() throws -> String {
    String(decoding: try runtime.file("notes").read(at: 0, count: 1000), as: UTF8.self)
  }

  func later(_ amount: Int64, at: Instant) throws -> Int64 {
    try runtime.timers.set("\(amount)", at: at)
    return try balance()
  }
}
