import Testing

@testable import Sandbox

@Suite struct LaunchTests {
  private let component = Confinement.component("/srv/work/component", limits: .run)

  private func isolation(_ level: IsolationLevel) -> Isolation {
    Isolation(
      level: level, landlockABI: 7, probes: [], boxPath: "/srv/box",
      bubblewrapPath: "/usr/bin/bwrap")
  }

  @Test("an order is records that end with a zero byte, and values may hold spaces")
  func orderBytes() {
    var order = BoxOrder()
    order.set("argument", "two words")
    order.set("cpu", 10)
    #expect(order.bytes == Array("argument two words\0cpu 10\0".utf8))
  }

  @Test("below level 3 the box is started directly and changes the user in its child")
  func plain() {
    let launch = Launch.plan(component, in: isolation(.landlock), boxPath: "/run/box", user: 1234)
    #expect(launch.path == "/run/box")
    #expect(launch.arguments == ["edalab-box", "serve"])
    #expect(launch.options == nil)
    #expect(launch.order.records.contains(.init(key: "user", value: "1234")))
    #expect(launch.order.records.contains(.init(key: "execute", value: "/srv/work/component")))
  }

  @Test("at level 3 root changes the user before bubblewrap, and no path is on a command line")
  func namespaces() {
    let launch = Launch.plan(component, in: isolation(.namespaces), boxPath: "/run/box", user: 1234)
    #expect(launch.path == "/run/box")
    #expect(
      launch.arguments == [
        "edalab-box", "drop", "1234", "/usr/bin/bwrap", "--args", "5", "--", "/box", "serve",
      ])
    #expect(!launch.order.records.contains { $0.key == "user" || $0.value.contains("/srv") })
  }

  @Test("an ordinary user starts bubblewrap itself")
  func ordinaryUser() {
    let launch = Launch.plan(component, in: isolation(.namespaces), boxPath: "/srv/box", user: nil)
    #expect(launch.path == "/usr/bin/bwrap")
    #expect(launch.arguments.prefix(3) == ["/usr/bin/bwrap", "--args", "5"])
  }

  @Test("the component is shown under a fixed name and the root folder is closed last")
  func options() {
    let options = Bubblewrap.options(for: component, boxPath: "/run/box")
    let joined = options.joined(separator: " ")
    #expect(joined.contains("--ro-bind /srv/work/component /component"))
    #expect(joined.contains("--unshare-all --unshare-user --disable-userns"))
    #expect(joined.contains("--cap-drop ALL"))
    #expect(options.suffix(2) == ["--remount-ro", "/"])
    #expect(!options.contains("--die-with-parent"))
  }

  @Test("levels below 2 demand less of the kernel and say so in their label")
  func levels() {
    for (level, landlock, seccomp) in [
      (IsolationLevel.reduced, "0", "0"), (.uid, "0", "1"), (.landlock, "1", "1"),
    ] {
      let order = Launch.plan(component, in: isolation(level), boxPath: "/b", user: nil).order
      #expect(order.records.contains(.init(key: "landlock", value: landlock)))
      #expect(order.records.contains(.init(key: "seccomp", value: seccomp)))
    }
    #expect(isolation(.namespaces).label == "isolation: 3")
    #expect(isolation(.landlock).label == "isolation: 2")
    #expect(isolation(.reduced).label == "isolation: 0 REDUCED")
  }
}
