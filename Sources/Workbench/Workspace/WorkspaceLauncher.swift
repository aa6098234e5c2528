/// The little program in a workspace that starts edalab there, wherever its clone is.
enum WorkspaceLauncher {
  /// Its name in the workspace.
  static let name = "edalab"
  /// The variable that tells edalab which workspace it was started for.
  static let variable = "EDALAB_WORKSPACE"

  /// - Parameter clone: the clone's launcher, absolute.
  static func text(clone: String) -> String {
    """
    #!/bin/sh
    # Made by `edalab start`, which writes it again when the clone has moved.
    clone=\(ToolName.quoted(clone))
    [ -x "$clone" ] || { echo "edalab: no $clone; start it from its clone" >&2; exit 69; }
    \(variable)=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) && export \(variable)
    exec "$clone" "$@"

    """
  }
}
