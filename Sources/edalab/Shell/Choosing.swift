import ArgumentParser
import Course

extension CourseIndex {
  /// The lab that a word of the command line means.
  func chosenLab(_ word: String) throws -> Lab {
    switch lab(matching: word) {
    case .found(let lab): return lab
    case .ambiguous(let ids):
      throw Complaint(
        "'\(word)' fits several labs: \(ids.joined(separator: ", "))", exit: Exit.noInput)
    case .unknown(let suggestion):
      throw Complaint(
        "there is no lab '\(word)'",
        help: suggestion.map { "did you mean '\($0)'?" }
          ?? "the labs are: \(labs.map(\.id).joined(separator: ", "))",
        exit: Exit.noInput)
    }
  }
}
