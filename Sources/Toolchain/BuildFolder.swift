/// The folders of one build: sources that the compiler may read, and one place where it may write.
/// Their path holds a random part, and nothing of a build's result depends on it.
struct BuildFolder: ~Copyable {
  let path: String
  var sources: String { path + "/src" }
  var output: String { path + "/out" }
  var object: String { output + "/component.o" }
  var executable: String { output + "/component" }
  var log: String { output + "/log" }
  var outputFileMap: String { path + "/outputs.json" }

  init() throws(ToolchainError) { path = try Files.makeUniqueFolder(in: "/tmp") }

  deinit { Files.remove(path) }

  /// Writes the sources, which nobody changes afterwards.
  borrowing func stage(_ files: [SourceFile]) throws(ToolchainError) {
    try Files.makeFolder(sources, mode: 0o755)
    try Files.makeFolder(output, mode: 0o755)
    for file in files {
      let target = sources + "/" + file.path
      try Files.makeFolder(String(target.dropLast(1 + SourceName.base(target).utf8.count)))
      try Files.write(file.bytes, to: target)
    }
    // The name "" stands for the whole module.
    try Files.write(Array("{\"\":{\"object\":\"\(object)\"}}\n".utf8), to: outputFileMap)
  }
}
