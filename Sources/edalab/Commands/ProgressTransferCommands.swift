import ArgumentParser
import Foundation
import Progress
import Terminal
import Workbench

struct ProgressExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write every recorded event as text, one JSON object a line.")

  @Argument(help: "The file to make; one that exists is left alone. Default: standard output.")
  var file: String?

  @OptionGroup var look: LookOptions

  func run() throws {
    let record = try ProgressRecord()
    guard let text = try record.reading({ try $0.export() }) else {
      throw Complaint(
        "nothing is recorded yet: there is no \(record.path)",
        help: "there is nothing to export before the first check", exit: Exit.noInput)
    }
    guard let file else { return try Terminal.write(raw: text, to: .output) }
    try Self.write(text, to: Shell.absolute(file))
    let events = text.utf8.count { $0 == UInt8(ascii: "\n") } - 1
    try Console(.output, look).write("\(events.events) written to \(file).")
  }

  /// For the owner alone. What could not be written whole is removed again.
  private static func write(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw unwritten(path, String(cString: strerror(errno)), exists: errno == EEXIST)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(text.utf8))
      try file.synchronize()
      try file.close()
    } catch {
      unlink(path)
      throw unwritten(path, error.localizedDescription, exists: false)
    }
  }

  private static func unwritten(_ path: String, _ reason: String, exists: Bool) -> Complaint {
    Complaint(
      exists ? "\(path) exists" : "\(path) cannot be written: \(reason)",
      help: exists
        ? "it was left alone; name another file" : "name another file, or none to print the export",
      exit: Exit.notRecorded)
  }
}

struct ProgressImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add the events of an export that are not here yet.",
    discussion: """
      To bring what you did from one machine to another: export there, import here. The whole file \
      is checked first; to import it twice changes nothing. Ends with 1 if the file is refused.
      """)

  @Argument(help: "A file that `edalab progress export` wrote.")
  var file: String

  @OptionGroup var look: LookOptions

  func run() throws {
    let record = try ProgressRecord()
    let data = try Self.content(of: file)
    switch try record.writing({ try $0.importing(data) }) {
    case .done(let report):
      let chains = report.chains == 1 ? "1 chain" : "\(report.chains) chains"
      let added = report.added == 0 ? "Nothing new" : "\(report.added.events) of \(chains) added"
      try Console(.output, look).write("\(added), \(report.known) known.")
    case .refused(let refusal): throw Complaint(refusal, file: file)
    }
  }

  private static func content(of file: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: Shell.absolute(file)))
    } catch {
      throw Complaint(
        "\(file) cannot be read: \(error.localizedDescription)",
        help: "name a file that `\(Shell.tool("progress export"))` wrote", exit: Exit.noInput)
    }
  }
}

extension Complaint {
  /// Why a file was not imported, and what to do.
  fileprivate init(_ refusal: ImportRefusal, file: String) {
    let place = "\(file):\(refusal.line): "
    let words = Self.words(refusal.reason)
    self.init(
      place + words.what, help: "nothing was imported; \(words.advice)", exit: Exit.failed)
  }

  private static func words(_ reason: ImportRefusal.Reason) -> (what: String, advice: String) {
    let again = "export it again where it came from"
    switch reason {
    case .notAnExport:
      return (
        "this is no export of progress", "name a file that `\(Shell.tool("progress export"))` wrote"
      )
    case .newerForm(let form):
      return ("a newer edalab wrote this file (\(form))", "update edalab here")
    case .malformed: return ("this line is no event", again)
    case .broken(let id):
      return ("event \(id) was altered, or the one before it is missing", again)
    case .otherEnd(let chain):
      return ("chain \(chain.prefix(8)) does not end as the first line says", again)
    case .fork(let id):
      return (
        "event \(id) is another one here: the record was copied, and both copies went on",
        """
        go on with one of them. To go on with the file's: move the record aside, import again. \
        To go on with the one here: keep the file, its events up to there are here already
        """
      )
    }
  }
}
