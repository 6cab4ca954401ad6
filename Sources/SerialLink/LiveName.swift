import CSerialShim
import Glibc

/// A name that one living process can hold: an abstract-namespace socket that is bound and never
/// used. The kernel gives it up with the process, however that ends, and leaves no file behind.
///
/// Names are per network namespace; a container with its own does not see the host's. It does not
/// see the host's pseudo-terminals either.
struct LiveName: ~Copyable {
  private let socket: Descriptor

  /// How often a name that is held is tried for, and how long it is waited in between, in ms.
  private static let tries = (most: 40, pause: 5 as Int32)

  /// Throws with kind `.busy` if the name is held. Errors are about `path`.
  ///
  /// A program that this one is just starting has all of its descriptors until it runs, and with
  /// them the names that this one has given up meanwhile. So one that is held is tried for some
  /// times before that is believed.
  init(claiming name: String, _ operation: String, _ path: String) throws(SerialError) {
    let short = Self.fitting(name)
    let length = short.utf8.count
    var triesLeft = Self.tries.most
    socket = try SystemCall.descriptor(operation, path, isSocket: true) {
      while true {
        let result = unsafe Int(cserial_local_claim(short, length))
        triesLeft -= 1
        if result != -Int(EADDRINUSE) || triesLeft == 0 { return result }
        poll(nil, 0, Self.tries.pause)
      }
    }
  }

  /// The name, or, if it is longer than an address can be, its kind and a hash of it.
  static func fitting(_ name: String) -> String {
    let longest = 107
    guard name.utf8.count > longest else { return name }
    let kind = name.prefix { $0 != ":" }
    return "\(kind):#\(String(hash(name.utf8), radix: 16))"
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return hash
  }
}
