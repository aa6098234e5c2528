/// A component that does what its calls say: the lab, and the program with the real host.
package enum Puppet {
  /// The program, compiled once per test run; what the compiler said if it makes none.
  package static let path = CompiledProgram.swift(lab + main, importing: ["EDARuntime"])

  /// The lab: every call is words, and the first of them says what to do.
  package static let lab = #"""
    import EDARuntime
    import Glibc

    struct Odd: Error, CustomStringConvertible { let description: String }

    struct PuppetState {
      let runtime: Runtime
      var served = 0
    }

    enum Puppet: Bridge {
      struct Refused: Error, Codable, Equatable { var reason: String }
      typealias Setup = String
      typealias Call = [String]
      typealias Reply = [String]
      typealias Failure = Refused
      typealias Component = PuppetState

      static func perform(
        _ call: Call, on component: inout PuppetState, at now: Instant
      ) throws -> Reply {
        component.served += 1
        let words = Array(call.dropFirst())
        switch call[0] {
        case "echo": return words
        case "served": return ["\(component.served)"]
        case "order": return order
        case "long": return [String(repeating: "x", count: Int(words[0]) ?? 0)]
        case "refuse": throw Refused(reason: words[0])
        case "unfinished": throw Unfinished(words[0])
        case "throw": throw Odd(description: words[0])
        default:
          try touch(call[0], words, component.runtime)
          end(call[0], words)
          return []
        }
      }

      static func receive(
        _ signal: Signal, on component: inout PuppetState, at now: Instant
      ) throws -> Reply? {
        print("signal \(signal) at \(now)", terminator: "")
        return nil
      }

      private static var order: [String] {
        Set(0..<16).map { "\($0)" } + Set((0..<16).map { "key \($0)" })
      }

      /// What touches the runtime and the streams.
      private static func touch(_ verb: String, _ words: [String], _ runtime: Runtime) throws {
        switch verb {
        case "print": print(words[0], terminator: "")
        case "complain": write(2, words[0])
        case "put": try runtime.store().transaction { $0.put(words[0], Array(words[1].utf8)) }
        case "append": try runtime.file("log").append(bytes(words[0]))
        case "peer":
          let call = Array(words.dropFirst())
          let reply: [String] = try runtime.peer(words[0]).call(call)
          print("\(words[0]) said \(reply)", terminator: "")
        case "read": _ = try runtime.file("log").read(at: 0, count: .max)
        default: return
        }
      }

      private static func bytes(_ count: String) -> [UInt8] {
        [UInt8](repeating: 7, count: Int(count) ?? 0)
      }

      /// What does not return.
      private static func end(_ verb: String, _ words: [String]) {
        switch verb {
        case "leave": exit(Int32(words[0]) ?? 0)
        case "trap": print([1, 2][Int(words[0]) ?? 2])
        case "signal": kill(getpid(), Int32(words[0]) ?? 0)
        case "spin":
          var random = RandomNumbers(seed: 1)
          while true { _ = random.next() }
        case "wait": while true { pause() }
        case "flood": while true { print(String(repeating: "f", count: 1000)) }
        case "spawn": spawn()
        case "fill": print([UInt8](repeating: 1, count: 1 << 40).count)
        case "say":
          say(words)
          while true { pause() }
        case "sayAndLeave":
          say(words)
          exit(5)
        default: return
        }
      }

      /// Writes words to the response pipe as they are, with a pause of so many microseconds before
      /// each.
      private static func say(_ words: [String]) {
        for word in words.dropFirst() {
          usleep(UInt32(words[0]) ?? 0)
          write(4, word)
        }
      }

      private static func spawn() {
        var child: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
        posix_spawn(&child, "/component", nil, nil, &arguments, nil)
      }

      private static func write(_ descriptor: Int32, _ text: String) {
        _ = Glibc.write(descriptor, text, text.utf8.count)
      }
    }

    """#

  /// The generated part: what a component's `main.swift` holds.
  private static let main = #"""
    nonisolated(unsafe) var started = 0

    ComponentHost<Puppet>.run { setup, runtime in
      started += 1
      print("made \(started) with \(setup)", terminator: "")
      if setup == "fails once", started == 1 { throw Odd(description: "not yet") }
      return PuppetState(runtime: runtime)
    }

    """#
}
