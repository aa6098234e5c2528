import Testing

@Suite struct SourceTextTests {
  @Test(
    "strings and comments are no code",
    arguments: [
      ("a // b", "a     "),
      ("a /* b /* c */ d */ e", "a                   e"),
      (#"f("x { y")"#, #"f("     ")"#),
      (#""a\"b" c"#, #""    " c"#),
      (##"#"a"b"# c"##, ##"#"   "# c"##),
      ("\"\"\"\n{ \" }\n\"\"\" c", "\"\"\"\n     \n\"\"\" c"),
      (#""a\(b + "c")d" e"#, #""   b + " "  " e"#),
      ("let a = /x\"y/\nb", "let a =      \nb"),
      ("a / b / c", "a / b / c"),
    ])
  func masks(text: String, code: String) {
    let source = SourceText(path: "A.swift", text: text)
    #expect(String(decoding: source.code, as: UTF8.self) == code)
  }

  @Test("C's characters are no strings")
  func characters() {
    let source = SourceText(path: "a.c", text: #"f('"', '\''); // "x"#)
    #expect(String(decoding: source.code, as: UTF8.self) == "f(' ', '  ');      ")
  }

  @Test("a string that never ends hides no more than its line")
  func unterminated() {
    let source = SourceText(path: "A.swift", text: "let a = \"x\nprint(1)")
    #expect(String(decoding: source.code, as: UTF8.self).hasSuffix("print(1)"))
  }

  @Test("functions are measured, types are not, and strings do not disturb")
  func functions() {
    let text = """
      struct S: P {
        let actor = 1
        var v: Int {
          get { 1 }
        }
        init(a: () -> Void = { }) {
        }
        class func protocol() {
          let s = "{"
          if a { }
        }
      }
      extension S { static func g<T>() where T: P { } }
      protocol P { func h(); var w: Int { get } }
      """
    let found = FunctionScanner.functions(in: SourceText(path: "A.swift", text: text))
    #expect(found.map(\.name).filter { $0 != "init" } == ["v", "protocol", "g", "w"])
    #expect(found.first { $0.name == "protocol" }?.lines == 4)
    #expect(found.first { $0.name == "v" }?.line == 3)
  }

  @Test("functions in C are measured")
  func functionsInC() {
    let text = "struct s { int a; };\nstatic int f(int a) {\n  if (a) {\n  }\n  return 1;\n}\n"
    let found = FunctionScanner.functions(in: SourceText(path: "a.c", text: text))
    #expect(found.map(\.lines) == [5])
  }
}
