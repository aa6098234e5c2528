import EDARuntime
import Testing

@Suite("Messages as they travel")
struct WireTests {
  @Test("every request and response reads back equal", arguments: [11, 12] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var values = RandomValues(seed: seed)
    for _ in 0..<1500 {
      let request = values.request()
      let response = values.response()
      var reader = FrameReader()
      reader.append(try Frame.encode(request.wire) + Frame.encode(response.wire))
      let wires = [try reader.next() ?? .null, try reader.next() ?? .null]
      #expect(try Request(wire: wires[0]) == request)
      #expect(try Response(wire: wires[1]) == response)
    }
  }

  @Test("all 64 bits of a seed cross the boundary")
  func seeds() throws {
    let start = Request.start(epoch: "e", hashSeed: .max, randomSeed: 1 << 63, setup: .null)
    #expect(JSONWriter.text(start.wire) == #"{"start":["e",-1,-9223372036854775808,null]}"#)
    #expect(try Request(wire: start.wire) == start)
  }

  @Test("every response names its instance, and all but hello their request")
  func epochAndID() {
    var values = RandomValues(seed: 13)
    for _ in 0..<200 {
      let response = values.response()
      guard case .object(let members) = response.wire, let parts = members.first?.value.array else {
        Issue.record("\(response) is no object of one array")
        continue
      }
      #expect(response.epoch == parts[0].string)
      if case .hello = response {
        #expect(response.id == nil)
      } else {
        #expect(response.id == parts[1].string)
      }
    }
  }

  private static func parse(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
  }

  @Test(
    "a component's message with another kind, key, length or type is a violation",
    arguments: [
      #"{}"#, #"{"pass":["e","i",true]}"#, #"{"hello":"e"}"#, #"{"hello":[]}"#, #"{"hello":[1]}"#,
      #"{"hello":["e","x"]}"#, #"{"hello":["e"],"verdict":[]}"#, #"{"reply":["e","i"]}"#,
      #"{"reply":["e",1,null]}"#, #"{"reply":["e","i",null,null]}"#, #"{"thrown":["e","i",1]}"#,
      #"{"unfinished":["e","i",null]}"#, #"{"ask":["e","i",[]]}"#,
      #"{"ask":["e","i",["exec","x"]]}"#,
      #"{"ask":["e","i",["get","s"]]}"#, #"{"ask":["e","i",["get","s","k","x"]]}"#,
      #"{"ask":["e","i",["scan","s","",null,-1]]}"#, #"{"ask":["e","i",["scan","s","",5,1]]}"#,
      #"{"ask":["e","i",["commit","s",[["k"]],[]]]}"#,
      #"{"ask":["e","i",["commit","s",[],[["k","?"]]]]}"#,
      #"{"ask":["e","i",["append","f","Zh=="]]}"#, #"{"ask":["e","i",["read","f",0,-1]]}"#,
      #"{"ask":["e","i",["publish","c",{"id":"1"}]]}"#, #"{"ask":["e","i",["timer","t","soon"]]}"#,
      #"{"ask":["e","i",["sync"]]}"#, #"{"ask":["e","i",["cancel",1]]}"#,
    ])
  func refusedResponse(text: String) throws {
    let wire = try Self.parse(text)
    let error = #expect(throws: FrameViolation.self) { try Response(wire: wire) }
    #expect(error?.code == .unknownMessage)
  }

  @Test(
    "a grader's message with another kind, length or type is a violation",
    arguments: [
      #"{"start":["e",1,2]}"#, #"{"start":["e","1",2,null]}"#, #"{"call":["i",1]}"#,
      #"{"call":[1,1,null]}"#, #"{"signal":["i",1,["timer",1]]}"#,
      #"{"signal":["i",1,["synced","1"]]}"#, #"{"signal":["i",1,["woken",1]]}"#,
      #"{"answer":["done",1]}"#, #"{"answer":["entry"]}"#, #"{"answer":["number","1"]}"#,
      #"{"answer":["entries",[1]]}"#, #"{"answer":["maybe",1]}"#, #"{"answer":[]}"#,
      #"{"bye":[1]}"#,
    ])
  func refusedRequest(text: String) throws {
    let wire = try Self.parse(text)
    let error = #expect(throws: FrameViolation.self) { try Request(wire: wire) }
    #expect(error?.code == .unknownMessage)
  }

  @Test("a value that is no object is no message, and unknown keys are named")
  func details() throws {
    #expect(throws: FrameViolation(.notAnObject)) { try Response(wire: .array([])) }
    #expect(throws: FrameViolation(.unknownMessage, "a, b")) {
      try Response(wire: try Self.parse(#"{"a":[],"b":[]}"#))
    }
    #expect(throws: FrameViolation(.unknownMessage, "pass")) {
      try Response(wire: try Self.parse(#"{"pass":["e"]}"#))
    }
  }
}
