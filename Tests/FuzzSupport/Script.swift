/// The bytes of the fuzzer read as a script: numbers and runs of bytes one after another.
///
/// Past the end every number is zero and every run is empty, so that any bytes are some script.
package struct Script {
  private let bytes: [UInt8]
  private var place = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var isAtEnd: Bool { place >= bytes.count }

  package mutating func u8() -> UInt8 {
    guard place < bytes.count else { return 0 }
    defer { place += 1 }
    return bytes[place]
  }

  package mutating func u16() -> UInt16 { UInt16(u8()) | UInt16(u8()) << 8 }

  package mutating func u32() -> UInt32 { UInt32(u16()) | UInt32(u16()) << 16 }

  /// So many bytes, or those that are left.
  package mutating func run(_ count: Int) -> [UInt8] {
    let end = min(place + count, bytes.count)
    defer { place = end }
    return Array(bytes[place..<end])
  }

  /// A run of bytes behind one that says how many.
  package mutating func run() -> [UInt8] { run(Int(u8())) }

  /// Everything that is left.
  package mutating func rest() -> [UInt8] { run(bytes.count - place) }
}

/// What a target found to be other than it must be.
package struct Broken: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Throws unless something that must hold does.
package func hold(
  _ condition: Bool, _ rule: @autoclosure () -> String
) throws(Broken) {
  if !condition { throw Broken(rule()) }
}

/// Throws what was found wrong, if anything was.
package func hold(_ fault: String?) throws(Broken) {
  if let fault { throw Broken(fault) }
}
