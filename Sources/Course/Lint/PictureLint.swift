internal import Markdown

/// Checks that a drawing is marked as one and followed by its description: a drawing is nothing to
/// somebody who hears the text.
struct PictureLint {
  /// The file that the blocks stand in, relative to the course.
  let file: String

  func add(_ blocks: [Block], to collector: inout FindingCollector) {
    for (index, block) in blocks.enumerated() {
      guard case .code(let info, let text) = block.kind else { continue }
      let isMarked = ["picture", "mermaid"].contains(info.prefix { $0 != " " })
      if !isMarked, text.unicodeScalars.contains(where: Self.isBoxDrawing) {
        add(block, "a drawing is a block called `picture`", &collector)
      }
      let next = index + 1 < blocks.count ? blocks[index + 1].inlines.plainText : ""
      if isMarked, !next.hasPrefix("In words:") {
        add(block, "a paragraph `In words: …` must follow the drawing", &collector)
      }
    }
  }

  private func add(_ block: Block, _ message: String, _ collector: inout FindingCollector) {
    collector.add(.pictures, file, line: block.lines.first, message)
  }

  /// Corners and crossings: text has none, and a trace has at most arrows.
  private static func isBoxDrawing(_ scalar: Unicode.Scalar) -> Bool {
    (0x250c...0x254b).contains(scalar.value)
  }
}
