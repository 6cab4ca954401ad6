import ArgumentParser
import SerialLink

extension CompletionKind {
  /// The ports that `programmer ports` lists, as `--port` takes them, for a shell to complete.
  static var port: CompletionKind {
    // A shell has nowhere to say why there is no list, and then offers none.
    .custom { _, _, _ in ((try? PortDiscovery.list()) ?? []).map(\.path) }
  }
}
