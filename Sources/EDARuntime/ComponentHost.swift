@preconcurrency internal import Glibc

/// Runs one instance of a component: reads requests, performs them on the component, writes
/// replies.
///
/// Requests come in on descriptor 3, responses leave on descriptor 4. Whatever the component prints
/// is flushed before every response, so that output is known to belong to a step.
public enum ComponentHost<Lab: Bridge> {
  /// Serves until the grader says goodbye or closes the channel. `start` makes the component.
  public static func run(
    _ start: @escaping (Lab.Setup, Runtime) throws -> Lab.Component
  ) -> Never {
    TrapReport.install()
    setvbuf(stdout, nil, Int32(_IOLBF), 0)
    let channel = Channel(requests: 3, responses: 4)
    guard case .start(let epoch, let hashSeed, let randomSeed, let setup) = channel.receive() else {
      exit(HostExit.noStart)
    }
    HashSeed.set(hashSeed)
    channel.epoch = epoch
    let runtime = Runtime(link: channel, randomSeed: randomSeed)
    channel.send(.hello(epoch: epoch))
    var instance = Instance(channel: channel) {
      try start(try ValueDecoder.decode(Lab.Setup.self, from: setup), runtime)
    }
    while instance.serveNext() {}
    exit(HostExit.goodbye)
  }

  /// The component is made within the first request, so that what its initialiser does to the
  /// runtime, and what it throws, belongs to a step.
  private struct Instance {
    let channel: Channel
    let make: () throws -> Lab.Component
    var component: Lab.Component?

    init(channel: Channel, make: @escaping () throws -> Lab.Component) {
      self.channel = channel
      self.make = make
    }

    /// False when there is nothing more to serve.
    mutating func serveNext() -> Bool {
      switch channel.receive() {
      case .call(let id, let now, let body):
        respond(to: id) { component in
          let call = try ValueDecoder.decode(Lab.Call.self, from: body)
          return try ValueEncoder.encode(try Lab.perform(call, on: &component, at: now))
        }
      case .signal(let id, let now, let signal):
        respond(to: id) { component in
          let reply = try Lab.receive(signal, on: &component, at: now)
          return try reply.map { try ValueEncoder.encode($0) } ?? .null
        }
      case .inspect(let id): inspect(id)
      default: return false
      }
      return true
    }

    private func inspect(_ id: String) {
      channel.request = id
      channel.isInspecting = true
      defer { channel.isInspecting = false }
      let body = component.flatMap(Lab.inspectable)?.encodedInspection ?? .null
      channel.send(.inspection(epoch: channel.epoch, id: id, body: body))
    }

    private mutating func respond(
      to id: String, _ work: (inout Lab.Component) throws -> JSONValue
    ) {
      channel.request = id
      let epoch = channel.epoch
      do {
        var current = try component ?? make()
        component = nil  // one owner, so that value types are changed in place
        defer { component = current }
        channel.send(.reply(epoch: epoch, id: id, body: try work(&current)))
      } catch let error as Lab.Failure {
        let body = (try? ValueEncoder.encode(error)) ?? .null
        channel.send(.failure(epoch: epoch, id: id, body: body))
      } catch let error as Unfinished {
        channel.send(.unfinished(epoch: epoch, id: id, part: error.part))
      } catch {
        // Scalars, because one character can be as long as it likes.
        let text = String(String(describing: error).unicodeScalars.prefix(1000))
        channel.send(.thrown(epoch: epoch, id: id, text: text))
      }
    }
  }
}

/// How a host leaves. The grader never takes an exit status for a verdict.
private enum HostExit {
  static let goodbye: Int32 = 0
  static let noStart: Int32 = 121
}
