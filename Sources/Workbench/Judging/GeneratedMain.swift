package import Course

/// The main programs that no one writes by hand.
package enum GeneratedMain {
  /// The component's: makes what the learner declared and serves it.
  package static func component(_ manifest: LabManifest) -> String {
    let types = manifest.components.map { $0 + ".self" }.joined(separator: ", ")
    return """
      import EDARuntime

      ComponentHost<\(manifest.namespace)>.run { setup, runtime in
        try \(manifest.namespace).start(\(types), setup, runtime)
      }

      """
  }

  /// The checker's: judges by the lab's examples and checks.
  package static let checker = """
    import Conductor

    Checker.main(examples: examples, checks: checks)

    """
}
