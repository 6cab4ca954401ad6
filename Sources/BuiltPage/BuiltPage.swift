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

  /// Its bytes with a recording in it, which it opens with, as one file that can be mailed; `nil`
  /// in a program that was built without the page. Spec: traces.md.
  package static func bytes(with recording: String) -> [UInt8]? {
    guard let page = bytes, let place = end(of: Array(Self.place.utf8), in: page) else {
      return nil
    }
    return page[..<place] + escaped(recording) + page[place...]
  }

  /// The element that a recording is put into.
  private static let place = #"<script type="text/plain" id="recording">"#

  private static func end(of mark: [UInt8], in page: [UInt8]) -> Int? {
    guard page.count >= mark.count else { return nil }
    return (0...page.count - mark.count).first { start in
      page[start] == mark[0] && page[start..<start + mark.count].elementsEqual(mark)
    }.map { $0 + mark.count }
  }

  /// Text that ends no element and is the same in every charset: `<`, `%` and what is no ASCII are
  /// written as in a URL, and nothing else.
  private static func escaped(_ text: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: "%"), 0x80...:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
