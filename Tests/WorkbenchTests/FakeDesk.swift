import Terminal

@testable import Workbench

/// A desk without a terminal: keys are put on it, lines and footers are kept.
final class FakeDesk: Desk {
  var width = 80
  var rows: Int?
  var isInterrupted = false
  private(set) var lines: [String] = []
  private(set) var footer: String?
  private var pressed: [Key] = []
  /// Pressed one after the other, each when the loop has nothing else to do.
  var script: [Key] = []

  /// Hears every footer.
  var onFooter: (String) -> Void = { _ in }

  init(rows: Int? = nil, script: [Key] = []) {
    self.rows = rows
    self.script = script
  }

  func press(_ key: Key) { pressed.append(key) }

  func write(_ lines: [StyledLine]) { self.lines += lines.map(\.text) }

  func erase(_ rows: Int) -> Bool {
    guard let height = self.rows, rows < height else { return false }
    lines.removeLast(rows)
    return true
  }

  func setFooter(_ line: StyledLine?) {
    footer = line?.text
    onFooter(line?.text ?? "")
  }

  func keys() -> [Key] {
    defer { pressed = [] }
    return pressed
  }

  func wait(for descriptors: [Int32], milliseconds: Int) {
    guard script.isEmpty else { return press(script.removeFirst()) }
    Terminal.wait(for: descriptors.filter { $0 != Terminal.keyboardDescriptor }, milliseconds: 10)
  }
}
