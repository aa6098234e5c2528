import Testing

@Suite struct WellFormedTests {
  @Test("the check finds what is wrong with XML, so that it is worth something")
  func faults() {
    let bad = [
      "<a>", "<a></b>", "<a/><b/>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a>&nbsp;</a>", "<a>&</a>",
      "text", "<a>\u{1}</a>", "<a id=\"x\"><b id=\"x\"/></a>", "<a>\u{FFFE}</a>", "</a>", "<a b/>",
    ]
    for text in bad { #expect(WellFormed(text).fault != nil, "\(text)") }
    let good = "<!DOCTYPE html>\n<a b=\"&lt;\"><c/>text &amp; more</a>\n"
    #expect(WellFormed(good).fault == nil && WellFormed(good).names == ["a", "c"])
  }
}
