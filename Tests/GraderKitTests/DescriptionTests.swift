import EDARuntime
import Testing

@testable import GraderKit

@Suite("Values as people read them")
struct DescriptionTests {
  enum Shape {
    case point
    case circle(Int)
    case box(width: Int, height: Int)
    case named(name: String)
    case list([Int])
    case pair(Int, String)
  }

  struct Person {
    var name: String
    var age: Int?
    var tags: Set<String>
  }

  @Test("sets and dictionaries are sorted, whatever their order")
  func unordered() {
    let numbers = (10..<20).map(String.init).joined(separator: ", ")
    #expect(Description.of(Set(10..<20)) == "{\(numbers)}")
    #expect(
      Description.of(["b": [1], "a": [2, 3], "c": []]) == #"["a": [2, 3], "b": [1], "c": []]"#)
    #expect(Description.of([Set(["y", "x"])]) == #"[{"x", "y"}]"#)
    #expect(Description.of(Set<Int>()) == "{}")
    #expect(Description.of([String: Int]()) == "[]")
  }

  @Test("cases show their labels as they are written in Swift")
  func enums() {
    #expect(Description.of(Shape.point) == "point")
    #expect(Description.of(Shape.circle(3)) == "circle(3)")
    #expect(Description.of(Shape.box(width: 1, height: 2)) == "box(width: 1, height: 2)")
    #expect(Description.of(Shape.named(name: "x")) == #"named(name: "x")"#)
    #expect(Description.of(Shape.list([1, 2])) == "list([1, 2])")
    #expect(Description.of(Shape.pair(1, "a")) == #"pair(1, "a")"#)
  }

  @Test("structs, optionals, tuples and texts")
  func others() {
    let person = Person(name: "Ada", age: nil, tags: ["b", "a"])
    #expect(Description.of(person) == #"Person(name: "Ada", age: nothing, tags: {"a", "b"})"#)
    #expect(Description.of(Int?.some(4) as Any) == "4")
    #expect(Description.of(Int?.none as Any) == "nothing")
    #expect(Description.of((1, b: "x")) == #"(1, b: "x")"#)
    #expect(Description.of("a \"b\"") == "\"a \"b\"\"")
    #expect(Description.of(Instant(milliseconds: 5)) == "5 ms")
    #expect(Description.of(true) == "true")
  }

  @Test("a long value is cut, and says by how much")
  func long() {
    let text = Description.of(String(repeating: "x", count: 700))
    #expect(text.hasSuffix("x … (102 more characters)"))
    #expect(text.count == 600 + " … (102 more characters)".count)
  }
}
