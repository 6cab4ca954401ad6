import CPage

/// The page as one HTML file, where a program carries it: `make page` puts it together, and what is
/// built after that has it.
package enum BuiltPage {
  /// Its bytes; `nil` in a program that was built without it.
  package static var bytes: [UInt8]? {
    var length = 0
    guard let bytes = unsafe cpage_bytes(&length), length > 0 else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: length))
  }
}
