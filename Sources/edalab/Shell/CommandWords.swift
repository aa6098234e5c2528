import ArgumentParser
import Course

/// The names of the commands, and what a mistyped one was meant to be. The parser itself takes it
/// for an argument of the command that is meant when none is named.
enum CommandWords {
  /// Complains about a word that stands where a command is expected and is none.
  ///
  /// - Parameter arguments: without the program's name.
  static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    var group: any ParsableCommand.Type = root
    var words = arguments[...]
    while let word = words.popFirst() {
      let commands = group.configuration.subcommands
      guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      guard let command = commands.first(where: { name(of: $0) == word }) else {
        throw unknown(word, among: commands.map(name), of: group)
      }
      group = command
    }
  }

  private static func unknown(
    _ word: String, among names: [String], of group: any ParsableCommand.Type
  ) -> Complaint {
    let path = group == Edalab.self ? "" : " \(name(of: group))"
    guard let near = NearName.nearest(to: word, among: names) else {
      return Complaint(
        "there is no command\(path) \(word)", help: "there are: \(names.joined(separator: ", "))",
        exit: Exit.usage)
    }
    return Complaint(
      "there is no command\(path) \(word); did you mean\(path) \(near)?", exit: Exit.usage)
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }
}
