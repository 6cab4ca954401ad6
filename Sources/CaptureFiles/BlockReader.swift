import Quantities

/// Numbers in a piece of a file, in either order of bytes. Places are from the start of the piece;
/// whoever asks has made sure that they are in it.
struct BlockReader {
  let bytes: ArraySlice<UInt8>
  let isBigEndian: Bool

  init(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) {
    self.bytes = bytes
    self.isBigEndian = isBigEndian
  }

  var count: Int { bytes.count }

  func u8(_ place: Int) -> UInt8 { bytes[bytes.startIndex + place] }

  func u16(_ place: Int) -> UInt16 {
    let (first, second) = (UInt16(u8(place)), UInt16(u8(place + 1)))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }

  func u32(_ place: Int) -> UInt32 {
    let (first, second) = (UInt32(u16(place)), UInt32(u16(place + 2)))
    return isBigEndian ? first << 16 | second : second << 16 | first
  }

  func u64(_ place: Int) -> UInt64 {
    let (first, second) = (UInt64(u32(place)), UInt64(u32(place + 4)))
    return isBigEndian ? first << 32 | second : second << 32 | first
  }

  /// So many bytes from a place on.
  func slice(_ place: Int, _ count: Int) -> ArraySlice<UInt8> {
    bytes.dropFirst(place).prefix(count)
  }

  /// The options from a place on: each with its number and value. What does not fit ends them.
  func options(from start: Int) -> [(code: UInt16, value: ArraySlice<UInt8>)] {
    var all: [(code: UInt16, value: ArraySlice<UInt8>)] = []
    var place = start
    while place + 4 <= count {
      let (code, length) = (u16(place), Int(u16(place + 2)))
      place += 4
      if code == 0 || place + length > count { break }
      all.append((code, slice(place, length)))
      place += Pcapng.padded(length)
    }
    return all
  }
}

/// What the bytes of a text say; bytes that are no text are replaced.
func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
