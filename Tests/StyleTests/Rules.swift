/// The house rules about single files. `docs/style.md` says why each is there.
enum Rules {
  static let all = [
    fileLength, functionLength, lineLength, forcedTry, forcedUnwrap, printing, impure, foundation,
    foundationProcess, openTask,
  ]

  static let fileLimit = 500
  static let fileLookAgain = 300
  static let functionLimit = 70
  static let lineLimit = 100

  static let printingModules: Set = ["edalab", "Terminal"]
  static let pureModules: Set = [
    "EDARuntime", "Simulation", "GraderKit", "Results", "Digests", "Brokers", "Reports", "Markdown",
    "Reading",
  ]
  static let modulesWithoutFoundation: Set = [
    "EDARuntime", "Simulation", "GraderKit", "Results", "Digests", "Brokers",
  ]

  /// One finding per file above the size at which to look for a split; its line is the size.
  static let fileLength = Rule(name: "file-length", applies: isHouse) { source in
    let count = source.lines.count
    return count > fileLookAgain
      ? [(count, "\(count) lines, look for a split at \(fileLookAgain)")] : []
  }

  static let functionLength = Rule(name: "function-length", applies: isHouse) { source in
    FunctionScanner.functions(in: source).filter { $0.lines > functionLimit }.map {
      ($0.line, "\($0.name) has \($0.lines) lines, the limit is \(functionLimit)")
    }
  }

  static let lineLength = Rule(name: "line-length", applies: isHouse) { source in
    source.lines.enumerated().filter { $0.element.count > lineLimit }.map {
      ($0.offset + 1, "\($0.element.count) columns, the limit is \(lineLimit)")
    }
  }

  static let forcedTry = Rule.code("forced-try", applies: isHouse) { line in
    positions(of: "try", in: line).contains { line[$0...].hasPrefix("try!") } ? "a forced try" : nil
  }

  static let forcedUnwrap = Rule.code("forced-unwrap", applies: isShipped) { line in
    hasForcedUnwrap(line) ? "a forced unwrap, cast or type" : nil
  }

  static let printing = Rule.code("print", applies: outside(printingModules)) { line in
    ["print(", "debugPrint(", "dump("].first { call in
      positions(of: call, in: line).contains { index in
        !line[..<index].hasSuffix(".") && !line[..<index].hasSuffix("func ")
      }
    }.map { "\($0)…) outside the modules that print" }
  }

  static let impure = Rule.code("impure", applies: within(pureModules)) { line in
    let calls = [
      "Date()", "Date.now", ".random(", ".randomElement(", ".shuffled(",
      "SystemRandomNumberGenerator", "ContinuousClock", "Task {", "Task.detached", "sleep(",
    ]
    // A generator that is passed in is a seeded one: the system's has a name of its own.
    return calls.first { call in
      positions(of: call, in: line).contains { !line[$0...].contains("using:") }
    }.map { "\($0) in a pure module" }
  }

  static let foundation = Rule.code("foundation", applies: within(modulesWithoutFoundation)) {
    line in
    guard let name = importedModule(line), name.hasPrefix("Foundation") else { return nil }
    return "\(name) in a module that travels in the kit"
  }

  static let foundationProcess = Rule.code("process", applies: outside([])) { line in
    positions(of: "Process()", in: line).isEmpty ? nil : "Foundation's Process"
  }

  /// Comments only: a string may say such a word.
  static let openTask = Rule(name: "open-task", applies: isHouse) { source in
    source.commentLines.compactMap { line in
      ["TO" + "DO", "FIX" + "ME"].first { word in
        positions(of: word, in: line.text).contains {
          !hasIssue(line.text[$0...].dropFirst(word.count))
        }
      }.map { word in (line.number, "\(word) without an issue, such as \(word)(#12)") }
    }
  }

  private static func hasIssue(_ rest: Substring) -> Bool {
    guard rest.hasPrefix("(#"), let end = rest.firstIndex(of: ")") else { return false }
    let number = rest[..<end].dropFirst(2)
    return !number.isEmpty && number.allSatisfy(\.isNumber)
  }

  private static func hasForcedUnwrap(_ line: String) -> Bool {
    line.indices.contains { index in
      guard line[index] == "!", index != line.startIndex else { return false }
      let before = line[line.index(before: index)]
      let next = line.index(after: index)
      let isComparison = next < line.endIndex && line[next] == "="
      return !isComparison
        && !positions(of: "try", in: String(line[..<index])).contains(lastWord(line, index))
        && (isWordCharacter(before) || ")]}>?\"`".contains(before))
    }
  }

  private static func lastWord(_ line: String, _ end: String.Index) -> String.Index {
    var start = end
    while start > line.startIndex, isWordCharacter(line[line.index(before: start)]) {
      start = line.index(before: start)
    }
    return start
  }
}

/// Files that must keep the general rules: everything in Swift and C but submissions, which may be
/// wrong on purpose, and what a learner completes.
func isHouse(_ path: String) -> Bool {
  !path.contains("/Submissions/") && !path.contains("/Starter/")
}

/// House files that are no tests.
func isShipped(_ path: String) -> Bool { isHouse(path) && !path.hasPrefix("Tests/") }

/// The files of some modules of `Sources`.
private func within(_ modules: Set<String>) -> @Sendable (String) -> Bool {
  { path in module(of: path).map(modules.contains) ?? false }
}

/// The files of all other modules of `Sources`.
private func outside(_ modules: Set<String>) -> @Sendable (String) -> Bool {
  { path in module(of: path).map { !modules.contains($0) } ?? false }
}
