import Foundation
import GRDB

extension ProgressError {
  /// Puts what a database call threw into the words of this module.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as ProgressError: self = error
    case let error as DatabaseError: self.init(Code(error), path: path)
    default: self.init(.failed(reason: String(describing: error)), path: path)
    }
  }

  /// What a call of the system said, by its `errno`.
  init(errno code: Int32, path: String) {
    if code == ENOSPC || code == EDQUOT {
      self.init(.diskFull, path: path)
    } else {
      self.init(.notWritable(reason: String(cString: strerror(code))), path: path)
    }
  }
}

extension ProgressError.Code {
  fileprivate init(_ error: DatabaseError) {
    let words = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notADatabase
    case .SQLITE_CORRUPT: self = .damaged(nil)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self = .notWritable(reason: words)
    default: self = .failed(reason: words)
    }
  }
}
