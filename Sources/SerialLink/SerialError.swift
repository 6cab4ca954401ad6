import Glibc

/// Why an operation on a port, link, socket or lock failed: what was tried, on what, and the
/// system's reason. These are circumstances, such as an unplugged cable, never programming errors.
package struct SerialError: Error, Equatable, Sendable {
  /// What was being done, as a verb phrase: "open", "read", "publish the link".
  package let operation: String
  /// The system's error number (`errno`).
  package let code: Int32
  /// What it was done to: a path, or an address such as `tcp://127.0.0.1:5900`.
  package let path: String

  /// Describes a failed operation.
  package init(operation: String, code: Int32, path: String) {
    self.operation = operation
    self.code = code
    self.path = path
  }

  /// What a caller can do something about.
  package enum Kind: Equatable, Sendable {
    /// No such port, file or host, or nothing is listening there.
    case notFound
    /// Another program holds the port, link, lock or address.
    case busy
    /// The other end went away: a pulled cable, a stopped pump, a closed connection.
    case unplugged
    /// The user may not do this, or the place cannot be trusted.
    case notPermitted
    /// The path names something that is no terminal.
    case notATerminal
    /// The port has no such ability, as pseudo-terminals have no modem lines.
    case unsupported
    /// No space, or no pseudo-terminal, is left.
    case full
    /// This machine, often a container, has no pseudo-terminals at all.
    case noTerminals
    /// The name cannot be used for this: it is too long, something else has it, or it names no
    /// entry of a directory.
    case unusableName
    /// Nothing happened within the time allowed.
    case timedOut
    /// Anything else; the description has the system's words.
    case other
  }

  /// The class of the failure, from the error number and the operation.
  package var kind: Kind {
    if operation == Operation.command { return commandKind }
    return switch code {
    case ENOTTY where operation == Operation.takeStandard: .notATerminal
    case ENOTUNIQ: .unusableName
    case ENOTTY where operation == Operation.open, EISDIR: .notATerminal
    case ENOTTY, EOPNOTSUPP: .unsupported
    case _ where operation == Operation.createPty && Self.meansNoTerminals(code): .noTerminals
    case ENXIO where operation == Operation.open || operation == Operation.follow: .notFound
    case ENODEV where operation == Operation.open: .notFound
    case ENOENT, ENOTDIR, ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: .notFound
    case EWOULDBLOCK, EBUSY, EADDRINUSE: .busy
    case EIO, ENXIO, ENODEV, EPIPE, ECONNRESET: .unplugged
    case EACCES, EPERM, EROFS: .notPermitted
    case ENAMETOOLONG, ELOOP: .unusableName
    case EEXIST where operation == Operation.publish || operation == Operation.listen: .unusableName
    case EINVAL where operation == Operation.publish || operation == Operation.listen: .unusableName
    case EEXIST where operation == Operation.testbed: .unusableName
    case ENOSPC, EDQUOT, EFBIG: .full
    case ETIMEDOUT: .timedOut
    default: .other
    }
  }

  /// Of a command that is a line and has ended: the code is what it ended with, and a shell says so
  /// that there was nothing to run.
  private var commandKind: Kind { code == 126 || code == 127 ? .notFound : .unplugged }

  /// The code of a text that is no address.
  static let unreadable = EINVAL

  /// Whether making a pseudo-terminal fails so where there are none: without /dev/ptmx, or without
  /// the file system that /dev/pts is.
  private static func meansNoTerminals(_ code: Int32) -> Bool {
    [ENOENT, ENOTDIR, ENODEV, ENXIO, EIO].contains(code)
  }

  /// Why a place could not be listened at, where somebody else tried.
  package static func listening(at path: String, _ code: Int32) -> SerialError {
    SerialError(operation: Operation.listen, code: code, path: path)
  }

  /// Why a folder could not be made a computer with pumps at its USB sockets.
  package static func testbed(at path: String, _ code: Int32) -> SerialError {
    SerialError(operation: Operation.testbed, code: code, path: path)
  }

  /// The error a caller reports after a read said `.closed`: the other end is gone.
  package static func endOfStream(_ path: String) -> SerialError {
    SerialError(operation: Operation.read, code: EIO, path: path)
  }
}
