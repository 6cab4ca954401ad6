import Synchronization

/// An archive that goes away with a run of a script: it is opened once for all visits of the run,
/// alone, and no disk is waited for. What is to last goes into an ``Archive`` of its own, whose
/// promises it does not touch.
package final class PassingArchive: Sendable {
  /// The one of the run that this is a part of; `nil` outside of one, where each visit opens the
  /// archive that it is given.
  @TaskLocal package static var current: PassingArchive?

  /// The file, while nobody else opens it.
  package let path: String
  private let opened = Mutex<Archive?>(nil)

  /// The archive at a path, opened when a visit first wants it.
  package init(at path: String) { self.path = path }

  /// Closes it, so that another program can open it; the next visit opens it again.
  package func close() { opened.withLock { $0 = nil } }

  fileprivate func archive(mustExist: Bool) throws -> Archive {
    try opened.withLock { opened in
      if let opened { return opened }
      let archive = try Archive(at: path, mustExist: mustExist, isPassing: true)
      opened = archive
      return archive
    }
  }
}

extension Archive {
  /// The archive at a path: that of the run of a script, or one that is opened for the caller.
  /// Throws when it cannot be had.
  package static func open(_ path: String, mustExist: Bool = false) throws -> Archive {
    if let passing = PassingArchive.current, passing.path == path {
      return try passing.archive(mustExist: mustExist)
    }
    return try Archive(at: path, mustExist: mustExist)
  }
}
