import Course
import Foundation
import Workbench

/// Which lab a command is about, and where the learner's files for it are.
struct WorkspacePlace {
  let lab: Lab
  let folder: String

  /// From the words of the command line; without them from the folder that the command was given
  /// in.
  static func find(lab word: String?, path: String?, in index: CourseIndex) throws -> Self {
    if let path {
      guard let word else {
        throw Complaint(
          "--path needs a lab", help: Shell.tool("check 15 --path DIR"), exit: Exit.usage)
      }
      return Self(lab: try index.chosenLab(word), folder: Shell.absolute(path))
    }
    let here = FileManager.default.currentDirectoryPath
    guard let workspace = try Shell.workspace(from: here) else {
      throw Complaint(
        "there is no workspace here, and none is recorded",
        help: "make one with: \(Shell.tool("start DIR"))", exit: Exit.noInput)
    }
    let lab = try word.map(index.chosenLab) ?? Self.lab(at: here, workspace, index)
    return Self(lab: lab, folder: workspace.folder(of: lab))
  }

  /// The lab whose folder the command was given in.
  private static func lab(
    at here: String, _ workspace: Workspace, _ index: CourseIndex
  ) throws -> Lab {
    guard let found = index.lab(holding: here, in: workspace) else {
      throw Complaint(
        "which lab? This folder belongs to none",
        help: Shell.tool("check \(index.labs.first?.id ?? "LAB")"), exit: Exit.usage)
    }
    return found
  }
}
