import ArgumentParser
import Foundation
import Progress
import Workbench

/// The record of progress as the commands about it see it.
struct ProgressRecord {
  let path: String

  init() throws { path = try Shell.places().store }

  /// Reads the record; nil if there is none. Who only looks leaves no file behind.
  ///
  /// - Throws: ``Complaint``.
  func reading<Value>(_ body: (ProgressStore) throws -> Value) throws -> Value? {
    do {
      return try readingAsItIs(body)
    } catch let error as ProgressError {
      throw Complaint(error)
    }
  }

  /// The same with the error of the module itself.
  func readingAsItIs<Value>(_ body: (ProgressStore) throws -> Value) throws -> Value? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let store = try ProgressStore.open(at: path)
    let value = try body(store)
    try store.close()
    return value
  }

  /// Writes to the record, which is made if there is none.
  ///
  /// - Throws: ``Complaint``.
  func writing<Value>(_ body: (ProgressStore) throws -> Value) throws -> Value {
    do {
      let store = try ProgressStore.open(at: path)
      let value = try body(store)
      try store.close()
      return value
    } catch let error as ProgressError {
      throw Complaint(error)
    }
  }
}

extension Complaint {
  /// What is wrong with the record, and what to do.
  init(_ error: ProgressError) {
    self.init(error.words, help: error.advice, exit: Exit.notRecorded)
  }
}

extension ProgressError {
  static let repairAdvice =
    "`\(Shell.tool("progress repair"))` goes on with what still holds, and keeps the rest beside it"

  /// What to do about it.
  var advice: String {
    switch code {
    case .damaged, .notADatabase: Self.repairAdvice
    case .foreign: "move that file away, or name another data folder with XDG_DATA_HOME"
    case .newerVersion: "update edalab; nothing was changed"
    case .notWritable: "check who owns the file and its folder, and whether the disk takes writes"
    case .diskFull: "make room, then do it again"
    case .busy: "wait for the other edalab, then do it again"
    case .failed: "`\(Shell.tool("progress verify"))` checks the whole file"
    }
  }
}
