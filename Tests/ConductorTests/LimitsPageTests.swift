import Sandbox
import Simulation
import TestSupport
import Testing

@Suite("The limits on the page about the protocol")
struct LimitsPageTests {
  @Test("the page gives the limits of the code")
  func limits() throws {
    let page = try Repository.text(of: "docs/protocol.md")
    #expect(Plan().maximumFrameBytes == 64 << 20)
    #expect(page.contains("| 64 MiB of frames, lengths included |"))
    #expect(Plan().maximumSteps == 400_000)
    #expect(page.contains("| 400,000 steps | one run-through |"))
    #expect(ResourceLimits.wallSeconds(cpuSeconds: 1) == 10)
    #expect(ResourceLimits.wallSeconds(cpuSeconds: 7) == 70)
    #expect(page.contains("| wall time: ten times the CPU limit, at least 10 s |"))
  }
}
