/// What one box is told to start and how to confine it: the text on its order descriptor.
struct BoxOrder: Equatable {
  /// One record: a key, and a value that may hold anything but a zero byte.
  struct Record: Equatable {
    let key: String
    let value: String
  }

  private(set) var records: [Record] = []

  mutating func set(_ key: String, _ value: some CustomStringConvertible) {
    records.append(Record(key: key, value: value.description))
  }

  mutating func set(_ key: String, all values: [String]) {
    for value in values { set(key, value) }
  }

  mutating func set(_ limits: ResourceLimits, besides tasks: Int) {
    set("cpu", limits.cpuSeconds)
    set("memory", limits.memoryBytes)
    set("file", limits.fileBytes)
    set("files", limits.openFiles)
    set("tasks", limits.tasks + tasks)
  }

  /// The bytes on the descriptor: each record ends with a zero byte.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for record in records { bytes += Array("\(record.key) \(record.value)".utf8) + [0] }
    return bytes
  }
}
