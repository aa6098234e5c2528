internal import GraderKit

/// Makes a sandbox for a second component when its first instance is needed: for most runs it never
/// is.
final class DeferredStarter: InstanceStarter {
  private let make: () throws -> ProcessStarter
  private var starter: ProcessStarter?

  init(_ make: @escaping () throws -> ProcessStarter) { self.make = make }

  func start() throws -> any RunningInstance {
    let starter = try self.starter ?? make()
    self.starter = starter
    return try starter.start()
  }

  func close() { starter?.close() }
}
