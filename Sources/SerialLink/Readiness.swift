import Glibc

/// What a descriptor is waited for, and what was found.
package struct Readiness: OptionSet, Sendable {
  /// The bits of poll(2).
  package let rawValue: Int16

  /// Makes a set from the bits of poll(2).
  package init(rawValue: Int16) { self.rawValue = rawValue }

  /// Bytes, a connection, or an event can be taken without blocking; also set at the end of a
  /// stream.
  package static let readable = Readiness(rawValue: Int16(POLLIN))
  /// Bytes can be written without blocking.
  package static let writable = Readiness(rawValue: Int16(POLLOUT))
  /// The descriptor is in error. Reported whether asked for or not.
  package static let failed = Readiness(rawValue: Int16(POLLERR))
  /// The number is not an open descriptor: a mistake of the program. Reported always.
  package static let notOpen = Readiness(rawValue: Int16(POLLNVAL))
}
