import Testing

@testable import Toolchain

@Suite("SansIOScan")
struct SansIOScanTests {
  let mini: MiniKit

  init() throws { mini = try MiniKit.shared.get() }

  private func report(
    _ lines: [String], _ optimization: Optimization = .quick
  ) throws -> SansIOReport {
    let source = lines.joined(separator: "\n") + "\n"
    let result = try mini.build(source, optimization: optimization)
    guard case .built(let program) = result else {
      Issue.record("\(result)")
      throw CancellationError()
    }
    return try SansIOScan(toolchain: mini.toolchain, isolation: mini.isolation)
      .report(on: program)
  }

  private static let forbidden = [
    ("import Foundation", ""), ("import Dispatch", ""), ("import EDARuntime", ""),
    ("func answer(_ text: String) -> Int {", ""),
    ("  let date = Date()", "Date"), ("  let clock = ContinuousClock().now", "ContinuousClock"),
    ("  Task { print(text) }", "Task"), ("  usleep(1)", "usleep()"),
    ("  var n = Int.random(in: 0..<4)", "random(in:)"),
    ("  n += [1, 2].randomElement()!", "randomElement()"),
    ("  n += [1, 2].shuffled()[0]", "shuffled()"),
    ("  var system = SystemRandomNumberGenerator()", "SystemRandomNumberGenerator"),
    ("  let thread = Thread {}", "Thread"), ("  DispatchQueue.global().async {}", "Dispatch"),
    ("  let file = fopen(\"/etc/hostname\", \"r\")", "fopen()"),
    ("  n += Int(socket(1, 1, 0))", "socket()"), ("  if n == 77 { exit(0) }", "exit()"),
    ("  let later = DispatchTime.now()", "DispatchTime"),
    ("  let id = UUID().uuidString", "UUID"),
    ("  let path = FileManager.default.currentDirectoryPath", "FileManager"),
    ("  print(date, clock, system.next(), thread, file as Any, later, id, path)", ""),
    ("  return n", ""), ("}", ""),
  ]

  @Test("each call outside the rules is found at its line")
  func forbiddenCalls() throws {
    let rows = SansIOScanTests.forbidden
    let report = try report(rows.map(\.0))
    for (index, row) in rows.enumerated() where !row.1.isEmpty {
      let hit = report.findings.first { $0.called == row.1 && $0.site.line == index + 1 }
      #expect(hit != nil, "\(row.1) at line \(index + 1)")
      #expect(hit?.advice.isEmpty == false)
    }
    #expect(report.findings.allSatisfy { $0.site.file == "Answer.swift" })
  }

  @Test("in an optimised build clocks, tasks, sleeps and system randomness are still found")
  func optimisedCalls() throws {
    let report = try report(SansIOScanTests.forbidden.map(\.0), .full)
    let called = Set(report.findings.map(\.called))
    let expected: Set = [
      "Date", "ContinuousClock", "Task", "usleep()", "SystemRandomNumberGenerator",
    ]
    #expect(called.isSuperset(of: expected))
    #expect(report.findings.allSatisfy { $0.site.file == "Answer.swift" })
  }

  @Test("a component that keeps the rules has no findings", arguments: [Optimization.quick, .full])
  func clean(optimization: Optimization) throws {
    let report = try report(
      [
        "struct Fixed: RandomNumberGenerator { mutating func next() -> UInt64 { 4 } }",
        "struct Order: Codable, Hashable { var id: String; var price: Int }",
        "func answer(_ text: String) -> Int {",
        "  var fixed = Fixed()",
        "  var orders = Dictionary(grouping: [Order(id: text, price: 1)], by: \\.price)",
        "  orders[2] = [Order(id: \"a\", price: Int.random(in: 0..<3, using: &fixed))]",
        "  let order = orders.values.joined().shuffled(using: &fixed).randomElement(using: &fixed)",
        "  print(order ?? 1)", "  return orders.count", "}",
      ], optimization)
    #expect(report.findings == [])
    #expect(report.reservedSymbols == [])
  }

  @Test("a symbol that would take the C library's place is named")
  func reserved() throws {
    let report = try report([
      "@_cdecl(\"write\") public func mine(_ n: Int32) -> Int { 1 }",
      "func answer(_ text: String) -> Int { 1 }",
    ])
    #expect(report.reservedSymbols == ["write"])
  }

  @Test("a listing is read by line, symbol and definition")
  func listing() {
    let text = """
      0000000000000000 g     F .text\t0000000000000026 write
      0000000000000000         *UND*\t0000000000000000 sleep
      0000000000000010 <f>:
      ; f():
      ; ./submission/A.swift:22
           b49:      \tcallq\t0xb4e
      \t\t0000000000000b4a:  R_X86_64_PLT32\tusleep-0x4
      0000000000000020 <g>:
      \t\t0000000000000b4a:  R_X86_64_PLT32\tsleep-0x4
      """
    let listing = ObjectListing(text)
    #expect(listing.definitions == ["write"])
    #expect(listing.references.map(\.symbol) == ["usleep"])
    #expect(listing.references.first?.site.line == 22)
  }
}
