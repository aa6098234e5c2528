import Foundation

/// The part of JSON Schema that docs/schemas uses; any other keyword is reported as a fault.
struct StructuralSchema {
  private let documents: [String: [String: Any]]

  /// Reads every schema of the folder.
  init(folder: URL) throws {
    var documents: [String: [String: Any]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      documents[name] = try parsed(text)
    }
    self.documents = documents
  }

  /// What is wrong with the value, with the place of each fault; empty if it is valid.
  func faults(in value: Any, against document: String) -> [String] {
    guard let schema = documents[document] else { return ["no schema \(document)"] }
    return check(value, schema, document, at: "$")
  }

  private func check(
    _ value: Any, _ schema: [String: Any], _ document: String, at path: String
  ) -> [String] {
    schema.flatMap { keyword, argument -> [String] in
      switch keyword {
      case "$schema", "$defs", "title": []
      case "$ref": follow(argument, value, document, path)
      case "type": isType(value, argument) ? [] : ["\(path): not of type \(argument)"]
      case "const", "enum": isListed(value, argument) ? [] : ["\(path): not one of \(argument)"]
      case "minimum", "maximum": isBound(value, keyword, argument) ? [] : ["\(path): \(keyword)"]
      case "pattern": isMatch(value, argument) ? [] : ["\(path): not like \(argument)"]
      case "anyOf": anyOf(value, argument, document, path)
      case "items": items(value, argument, document, path)
      case "required": missing(value, argument, path)
      case "properties": members(value, argument, document, path)
      case "additionalProperties": extra(value, schema, path)
      default: ["\(path): the keyword \(keyword) is not known here"]
      }
    }
  }

  private func follow(
    _ argument: Any, _ value: Any, _ document: String, _ path: String
  ) -> [String] {
    let target = "\(argument)"
    guard target.hasPrefix("#/$defs/") else { return faults(in: value, against: target) }
    let definitions = documents[document]?["$defs"] as? [String: [String: Any]]
    guard let schema = definitions?[String(target.dropFirst(8))] else { return ["no \(target)"] }
    return check(value, schema, document, at: path)
  }

  private func isType(_ value: Any, _ argument: Any) -> Bool {
    switch argument as? String {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "boolean": value is Bool
    case "integer": value is Int && !(value is Bool)
    default: false
    }
  }

  private func isListed(_ value: Any, _ argument: Any) -> Bool {
    guard let text = value as? String else { return false }
    return (argument as? [String] ?? [argument as? String].compactMap { $0 }).contains(text)
  }

  private func isBound(_ value: Any, _ keyword: String, _ argument: Any) -> Bool {
    guard let value = value as? Int, let bound = argument as? Int else { return false }
    return keyword == "minimum" ? value >= bound : value <= bound
  }

  private func isMatch(_ value: Any, _ argument: Any) -> Bool {
    guard let value = value as? String, let pattern = argument as? String else { return false }
    return value.range(of: pattern, options: .regularExpression) != nil
  }

  private func anyOf(_ value: Any, _ argument: Any, _ document: String, _ path: String) -> [String]
  {
    let results = (argument as? [[String: Any]] ?? []).map { check(value, $0, document, at: path) }
    return results.contains([]) ? [] : results.flatMap { $0 }
  }

  private func items(_ value: Any, _ argument: Any, _ document: String, _ path: String) -> [String]
  {
    guard let schema = argument as? [String: Any] else { return ["\(path): items"] }
    return (value as? [Any] ?? []).enumerated().flatMap { index, item in
      check(item, schema, document, at: "\(path)[\(index)]")
    }
  }

  private func missing(_ value: Any, _ argument: Any, _ path: String) -> [String] {
    let keys = (value as? [String: Any] ?? [:]).keys
    return (argument as? [String] ?? []).filter { !keys.contains($0) }.map { "\(path): no \($0)" }
  }

  private func members(
    _ value: Any, _ argument: Any, _ document: String, _ path: String
  ) -> [String] {
    let schemas = argument as? [String: [String: Any]] ?? [:]
    return (value as? [String: Any] ?? [:]).flatMap { key, member in
      schemas[key].map { check(member, $0, document, at: "\(path).\(key)") } ?? []
    }
  }

  private func extra(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    let known = (schema["properties"] as? [String: Any] ?? [:]).keys
    return (value as? [String: Any] ?? [:]).keys.filter { !known.contains($0) }
      .map { "\(path): unknown key \($0)" }
  }
}
