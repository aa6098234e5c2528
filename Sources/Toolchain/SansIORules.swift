/// What a component may not call, and what to do instead. One row per kind of call.
struct SansIORule {
  /// The names of C functions, as the linker sees them.
  var functions: [String] = []
  /// How names of Swift symbols begin (mangled), each with what its author would call it.
  var symbols: [(prefix: String, name: String)] = []
  var advice: String

  /// The first row that forbids a symbol, and what its author would call it.
  static func forbidding(_ symbol: Substring) -> (name: String, advice: String)? {
    // The optimiser makes its own copies of library functions, with the generator in their names.
    let system = "27SystemRandomNumberGeneratorV"
    let symbol = symbol.contains(system) ? Substring("$ss" + system) : symbol
    for rule in table {
      if rule.functions.contains(String(symbol)) { return (symbol + "()", rule.advice) }
      if let match = rule.symbols.first(where: { symbol.hasPrefix($0.prefix) }) {
        return (match.name, rule.advice)
      }
    }
    return nil
  }

  static let table: [SansIORule] = [
    SansIORule(
      functions: ["gettimeofday", "clock_gettime", "time", "clock", "localtime", "ftime"],
      symbols: [
        ("$s20FoundationEssentials4DateV", "Date"), ("$s10Foundation4DateV", "Date"),
        ("$ss15ContinuousClock", "ContinuousClock"), ("$ss15SuspendingClock", "SuspendingClock"),
        ("$ss5ClockP", "Clock"), ("$s8Dispatch0A4TimeV", "DispatchTime"),
        ("$s8Dispatch0A8WallTimeV", "DispatchWallTime"),
      ],
      advice: "use `now` from the runtime: a replay cannot repeat your clock"),
    SansIORule(
      functions: ["sleep", "usleep", "nanosleep", "clock_nanosleep", "pause", "poll", "select"],
      symbols: [("$s10Foundation6ThreadC5sleep", "Thread.sleep")],
      advice: "set a timer with the runtime: nobody waits for a component that sleeps"),
    SansIORule(
      functions: [
        "rand", "random", "srand", "srandom", "drand48", "arc4random", "arc4random_uniform",
        "arc4random_buf", "getrandom", "getentropy", "swift_stdlib_random",
      ],
      symbols: [
        ("$ss17FixedWidthIntegerPsE6random2inxS", "random(in:)"),
        ("$sSBss17FixedWidthInteger14RawSignificandRpzrlE6random2inxS", "random(in:)"),
        ("$sSb6randomSbyFZ", "Bool.random()"),
        ("$sSlsE13randomElement0B0Qz", "randomElement()"),
        ("$sSTsE8shuffledSay", "shuffled()"), ("$sSMsSkRzrlE7shuffleyyF", "shuffle()"),
        ("$ss27SystemRandomNumberGenerator", "SystemRandomNumberGenerator"),
        ("$s20FoundationEssentials4UUIDV", "UUID"), ("$s10Foundation4UUIDV", "UUID"),
      ],
      advice: "take random numbers from the runtime's generator: only its seed is repeated"),
    SansIORule(
      functions: [
        "swift_task_create", "swift_task_switch", "swift_asyncLet_begin",
        "swift_defaultActor_initialize",
      ],
      symbols: [
        ("$sScT", "Task"), ("$sScG", "TaskGroup"), ("$sScg", "ThrowingTaskGroup"),
        ("$sScS", "AsyncStream"), ("$sScs", "AsyncThrowingStream"), ("$sScM", "MainActor"),
        ("$ss21withUnsafeCurrentTask", "withUnsafeCurrentTask"),
      ],
      advice: "return to the runtime instead: what runs later is an input of its own"),
    SansIORule(
      functions: ["pthread_create", "thrd_create"],
      symbols: [("$s10Foundation6ThreadC", "Thread"), ("$s8Dispatch", "Dispatch")],
      advice: "one input at a time, on one thread: the order of threads cannot be replayed"),
    SansIORule(
      functions: [
        "open", "openat", "creat", "fopen", "fopen64", "freopen", "read", "write", "unlink",
        "rename", "mkdir", "rmdir", "remove", "stat", "opendir", "mmap", "getenv", "setenv",
      ],
      symbols: [
        ("$s5Glibc4open", "open()"), ("$ss8readLine", "readLine()"),
        ("$ss11CommandLineO", "CommandLine"),
        ("$s20FoundationEssentials11FileManager", "FileManager"),
        ("$s10Foundation11FileManager", "FileManager"),
      ],
      advice: "keep state in the runtime's file or store: only they survive a crash"),
    SansIORule(
      functions: ["socket", "connect", "bind", "listen", "accept", "send", "recv", "getaddrinfo"],
      symbols: [("$s17FoundationNetworking", "FoundationNetworking")],
      advice: "publish through the runtime: a component has no network"),
    SansIORule(
      functions: [
        "fork", "vfork", "posix_spawn", "posix_spawnp", "execve", "execv", "execvp", "system",
        "popen", "kill", "raise", "signal", "sigaction", "exit", "_exit", "_Exit", "quick_exit",
        "abort", "dlopen", "dlsym",
      ],
      symbols: [("$s10Foundation7ProcessC", "Process")],
      advice: "return or throw: a component neither starts nor ends processes"),
    SansIORule(
      symbols: [
        ("$s20FoundationEssentials", "Foundation"), ("$s10Foundation", "Foundation"),
        ("$s30FoundationInternationalization", "Foundation"),
      ],
      advice: "use the standard library and the runtime: Foundation reads clocks, locales and files"
    ),
  ]
}
