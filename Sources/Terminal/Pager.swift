/// Lines that are shown a screenful at a time.
package struct Pager: Sendable {
  private var rest: ArraySlice<StyledLine>

  package init(_ lines: [StyledLine] = []) { rest = lines[...] }

  package var hasMore: Bool { !rest.isEmpty }

  /// Adds lines behind those that are still to be shown.
  package mutating func append(_ lines: [StyledLine]) { rest += lines }

  /// The next lines that fit on so many rows, up to a gap if there is one near their end; all of
  /// them for nil.
  ///
  /// - Parameter used: rows of the page that are taken already. A page of which little is left is
  ///   over.
  package mutating func next(rows: Int?, used: Int = 0) -> [StyledLine] {
    guard let rows, rest.count > rows - used else {
      defer { clear() }
      return Array(rest)
    }
    guard used == 0 || rows - used >= 3 else { return [] }
    let page = rest.prefix(max(3, rows - used))
    let gap = page.indices.last { page[$0].isEmpty }
    let least = max(0, rows * 2 / 3 - used)
    let end = gap.map { $0 >= page.startIndex + least ? $0 : page.endIndex }
    let shown = rest[rest.startIndex..<(end ?? page.endIndex)]
    rest = rest[shown.endIndex...]
    return Array(shown)
  }

  /// Everything that is left is not shown.
  package mutating func clear() { rest = [] }
}

extension StyledLine {
  /// Nothing but spaces.
  package var isEmpty: Bool { spans.allSatisfy { $0.text.allSatisfy { $0 == " " } } }
}
