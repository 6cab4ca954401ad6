/// What is done to a file that is no port, as ``SerialError/operation`` has it. Nothing is at its
/// other end, so an error of the disk is told as the system tells it.
package enum FileStep: String, CaseIterable, Sendable {
  /// Opening it.
  case open = "open the file"
  /// Making it.
  case make = "make the file"
  /// Locking it.
  case lock = "lock the file"
  /// Reading it.
  case read = "read the file"
  /// Writing it.
  case write = "write the file"
}
