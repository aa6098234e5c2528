import Testing

@testable import EDARuntime

@Suite("Values at the boundary")
struct ValueCodingTests {
  enum Side: String, Codable, Hashable, Sendable { case buy, sell }

  struct Order: Codable, Hashable, Sendable {
    var id: String
    var side: Side
    var price: Int64
    var note: String?
    var tags: [String: Int] = [:]
    var payload: [UInt8] = []
  }

  enum Call: Codable, Hashable, Sendable {
    case ping
    case place(Order)
    case cancel(id: String, all: Bool)
    indirect case batch([Call])
  }

  private func text(_ value: some Encodable) throws -> String {
    JSONWriter.text(try ValueEncoder.encode(value))
  }

  private func read<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try ValueDecoder.decode(type, from: try JSONParser.parse(Array(text.utf8)))
  }

  @Test(
    "an enum travels as Swift writes it: the case's name, then its payloads by label or position",
    arguments: [
      (Call.ping, #"{"ping":{}}"#),
      (.cancel(id: "7", all: true), #"{"cancel":{"all":true,"id":"7"}}"#),
      (
        .place(Order(id: "1", side: .sell, price: -5)),
        #"{"place":{"_0":{"id":"1","payload":"","price":-5,"side":"sell","tags":{}}}}"#
      ),
      (
        .batch([.ping, .batch([])]), #"{"batch":{"_0":[{"ping":{}},{"batch":{"_0":[]}}]}}"#
      ),
    ])
  func enums(call: Call, json: String) throws {
    #expect(try text(call) == json)
    #expect(try read(Call.self, json) == call)
  }

  @Test("members are sorted by key, bytes are Base64, an optional that is nil is left out")
  func structs() throws {
    let order = Order(
      id: "a", side: .buy, price: .max, note: "é", tags: ["z": 1, "a": 2, "m": 3],
      payload: [0, 255])
    let json =
      #"{"id":"a","note":"é","payload":"AP8=","price":9223372036854775807,"side":"buy","#
      + #""tags":{"a":2,"m":3,"z":1}}"#
    #expect(try text(order) == json)
    #expect(try read(Order.self, json) == order)
  }

  @Test("an optional is nil if it is absent or null, also within an array")
  func optionals() throws {
    let absent = #"{"id":"a","payload":"","price":1,"side":"buy","tags":{}}"#
    let null = #"{"id":"a","note":null,"payload":"","price":1,"side":"buy","tags":{}}"#
    #expect(try read(Order.self, absent) == Order(id: "a", side: .buy, price: 1))
    #expect(try read(Order.self, null) == Order(id: "a", side: .buy, price: 1))
    #expect(try text([1, nil, 3] as [Int?]) == "[1,null,3]")
    #expect(try read([Int?].self, "[1,null,3]") == [1, nil, 3])
    #expect(try text(Int?.none) == "null")
    #expect(try read([UInt8]?.self, #""AQ==""#) == [1])
  }

  @Test("sets and dictionaries with other keys have one form, whatever the order of their hashes")
  func unorderedCollections() throws {
    let numbers = (0..<50).map { ($0 * 37) % 50 }
    let sorted = (0..<50).map(String.init).sorted().joined(separator: ",")
    #expect(try text(Set(numbers)) == "[\(sorted)]")
    #expect(try text(Set(numbers.reversed())) == "[\(sorted)]")
    #expect(try read(Set<Int>.self, "[\(sorted)]") == Set(numbers))
    let bySide: [Side: Int] = [.sell: 1, .buy: 2]
    #expect(try text(bySide) == #"["buy",2,"sell",1]"#)
    #expect(try read([Side: Int].self, #"["buy",2,"sell",1]"#) == bySide)
    #expect(try text([10: "x", 9: "y"]) == #"{"10":"x","9":"y"}"#)
    #expect(try read([Int: String].self, #"{"10":"x","9":"y"}"#) == [10: "x", 9: "y"])
  }

  @Test("every width of integer is kept to its range")
  func integers() throws {
    #expect(try text(UInt64(Int64.max)) == "9223372036854775807")
    #expect(try read(UInt8.self, "255") == 255)
    #expect(try read(Int8.self, "-128") == -128)
    #expect(throws: CodingFailure(code: .outOfRange, path: "", detail: "256 does not fit UInt8")) {
      try read(UInt8.self, "256")
    }
    #expect(throws: CodingFailure(code: .outOfRange, path: "", detail: "-1 does not fit UInt")) {
      try read(UInt.self, "-1")
    }
    #expect(throws: CodingFailure(code: .outOfRange, path: "", detail: "beyond 64 bits")) {
      try text(UInt64.max)
    }
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let json: String
    let code: CodingFailure.Code
    let path: String
    let detail: String
    var testDescription: String { detail }
  }

  @Test(
    "a call that does not fit is refused with the path to the place",
    arguments: [
      Refused(
        json:
          #"{"place":{"_0":{"id":"a","payload":"","price":1,"side":"buy","tags":{},"prize":2}}}"#,
        code: .unknownKey, path: "place._0", detail: "unknown key 'prize'"),
      Refused(
        json: #"{"cancel":{"id":"a","all":true,"x":1}}"#, code: .unknownKey, path: "cancel",
        detail: "unknown key 'x'"),
      Refused(
        json: #"{"ping":{},"x":{}}"#, code: .unknownKey, path: "", detail: "unknown key 'x'"),
      Refused(
        json: #"{"ping":{"x":1}}"#, code: .unknownKey, path: "ping", detail: "unknown key 'x'"),
      Refused(
        json: #"{"cancel":{"id":"a"}}"#, code: .missingKey, path: "cancel",
        detail: "missing key 'all'"),
      Refused(
        json: #"{"cancel":{"id":"a","all":1}}"#, code: .wrongType, path: "cancel.all",
        detail: "expected a boolean, got an integer"),
      Refused(
        json: #"{"cancel":{"id":null,"all":true}}"#, code: .wrongType, path: "cancel.id",
        detail: "expected a string, got null"),
      Refused(
        json: #"{"place":{"_0":[]}}"#, code: .wrongType, path: "place._0",
        detail: "expected an object, got an array"),
      Refused(
        json: #"{"batch":{"_0":{}}}"#, code: .wrongType, path: "batch._0",
        detail: "expected an array, got an object"),
      Refused(
        json: #"{"place":{"_0":{"id":"a","payload":"?","price":1,"side":"buy","tags":{}}}}"#,
        code: .wrongType, path: "place._0.payload", detail: "expected Base64 text, got a string"),
      Refused(
        json: #"{"place":{"_0":{"id":"a","payload":"","price":"1","side":"buy","tags":{}}}}"#,
        code: .wrongType, path: "place._0.price", detail: "expected an integer, got a string"),
      Refused(
        json: #"{"place":{"_0":{"id":"a","payload":"","price":1,"side":"hold","tags":{}}}}"#,
        code: .custom, path: "place._0.side",
        detail: "Cannot initialize Side from invalid String value hold"),
    ])
  func refused(_ refused: Refused) {
    #expect(
      throws: CodingFailure(code: refused.code, path: refused.path, detail: refused.detail)
    ) {
      try read(Call.self, refused.json)
    }
  }

  @Test("a case that does not exist, none or two are refused")
  func noSuchCase() {
    for json in [#"{"pong":{}}"#, "{}", #"{"ping":{},"cancel":{"id":"a","all":true}}"#] {
      let error = #expect(throws: CodingFailure.self) { try read(Call.self, json) }
      #expect(error?.code == .custom)
    }
  }

  struct Reading: Codable { var celsius: Double }
  struct Ratio: Codable { var parts: [Float] }

  @Test("floating point crosses in neither direction, and the place is named")
  func floats() {
    for work in [
      { _ = try text(Reading(celsius: 1)) }, { _ = try read(Reading.self, #"{"celsius":1}"#) },
    ] {
      let error = #expect(throws: CodingFailure.self) { try work() }
      #expect(error?.code == .unsupportedType)
      #expect(error?.path == "celsius")
    }
    let error = #expect(throws: CodingFailure.self) { try text(Ratio(parts: [1])) }
    #expect(error?.description.hasPrefix("parts: floating point does not cross") == true)
    #expect(throws: CodingFailure.self) { try read(Ratio.self, #"{"parts":[1]}"#) }
  }

  class Vehicle: Codable {
    var wheels = 4
  }

  final class Truck: Vehicle {
    var load = 0
    override init() { super.init() }

    enum Key: String, CodingKey { case load }
    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      load = try container.decode(Int.self, forKey: .load)
      try super.init(from: container.superDecoder())
    }
    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(load, forKey: .load)
      try super.encode(to: container.superEncoder())
    }
  }

  @Test("a class writes its superclass beside its own members and reads it back")
  func inheritance() throws {
    let truck = Truck()
    (truck.wheels, truck.load) = (6, 9)
    #expect(try text(truck) == #"{"load":9,"super":{"wheels":6}}"#)
    let again = try read(Truck.self, #"{"load":9,"super":{"wheels":6}}"#)
    #expect([again.wheels, again.load] == [6, 9])
  }

  struct Grid: Codable, Equatable {
    var cells: [[Int]]

    init(_ cells: [[Int]]) { self.cells = cells }

    init(from decoder: any Decoder) throws {
      var rows = try decoder.unkeyedContainer()
      cells = []
      while !rows.isAtEnd {
        var row = try rows.nestedUnkeyedContainer()
        cells.append([try row.decode(Int.self), try row.decode(Int.self)])
      }
    }

    func encode(to encoder: any Encoder) throws {
      var rows = encoder.unkeyedContainer()
      for row in cells {
        var container = rows.nestedUnkeyedContainer()
        for cell in row { try container.encode(cell) }
      }
    }
  }

  @Test("arrays within arrays are read in order, and one that is too short is refused")
  func nestedContainers() throws {
    #expect(try text(Grid([[1, 2], [3, 4]])) == "[[1,2],[3,4]]")
    #expect(try read(Grid.self, "[[1,2],[3,4]]") == Grid([[1, 2], [3, 4]]))
    let error = #expect(throws: CodingFailure.self) { try read(Grid.self, "[[1,2],[3]]") }
    #expect(error?.code == .missingElement)
  }

  @Test("a setup of nothing is an empty object, and takes nothing else")
  func noSetup() throws {
    #expect(try text(NoSetup()) == "{}")
    #expect(try read(NoSetup.self, "{}") == NoSetup())
  }

  @Test("an envelope keeps every attribute, and one without an id is refused")
  func envelopes() throws {
    let envelope = Envelope(
      id: "1", source: "/pay", type: "paid", subject: "acc-1", time: Instant(milliseconds: 5),
      headers: ["traceparent": "00", "a": "b"], data: [1, 2])
    let json =
      #"{"data":"AQI=","headers":{"a":"b","traceparent":"00"},"id":"1","source":"/pay","#
      + #""specversion":"1.0","subject":"acc-1","time":5,"type":"paid"}"#
    #expect(try text(envelope) == json)
    #expect(try read(Envelope.self, json) == envelope)
    #expect(throws: CodingFailure(code: .missingKey, path: "", detail: "missing key 'id'")) {
      try read(Envelope.self, json.replacing(#""id":"1","#, with: ""))
    }
  }
}
