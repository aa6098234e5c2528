/// Standard output and standard error of one process, kept within bounds.
final class OutputStreams {
  private(set) var output = CapturedOutput()
  private(set) var errors = CapturedOutput()
  private let outputPipe: Descriptor
  private let errorsPipe: Descriptor

  /// Bytes that both streams carried.
  var totalBytes: Int { output.totalBytes + errors.totalBytes }

  init(output: Descriptor, errors: Descriptor) {
    outputPipe = output
    errorsPipe = errors
    output.makeNonblocking()
    errors.makeNonblocking()
  }

  /// Takes one buffer's worth of standard output. False: the stream ended.
  func drainOutput(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let count = outputPipe.read(into: buffer) else { return true }
    output.append(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
    return count > 0
  }

  /// The same for standard error.
  func drainErrors(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let count = errorsPipe.read(into: buffer) else { return true }
    errors.append(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
    return count > 0
  }

  /// Takes what both pipes hold; at most what fits into two pipes, since a writer may still live.
  func drainAll(_ buffer: UnsafeMutableRawBufferPointer) {
    for _ in 0..<16 {
      let before = totalBytes
      _ = drainOutput(buffer)
      _ = drainErrors(buffer)
      if totalBytes == before { return }
    }
  }

  func close() {
    outputPipe.close()
    errorsPipe.close()
  }
}
