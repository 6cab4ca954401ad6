import Quantities

/// Who saw what a capture holds: an end of the line. Spec: captures.md, "Interfaces".
package enum CaptureEnd: CaseIterable, Hashable, Sendable {
  /// The pump.
  case pump
  /// The programmer.
  case programmer

  /// The word for it.
  package var name: String {
    switch self {
    case .pump: "pump"
    case .programmer: "programmer"
    }
  }

  /// The end of a word; `nil` where it is none.
  package init?(name: String) {
    guard let end = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = end
  }

  /// What an interface that this end saw is described as.
  package var description: String {
    switch self {
    case .pump: "PumpLink, seen by the pump"
    case .programmer: "PumpLink, seen by the programmer"
    }
  }

  /// The end of a description; `nil` for one of somebody else.
  init?(description: String) {
    for end in Self.allCases where end.description == description {
      self = end
      return
    }
    return nil
  }

  /// Which way something went that came in to this end.
  var inbound: LineWay { self == .pump ? .toPump : .fromPump }
}

/// Which way something goes over the line.
package enum LineWay: CaseIterable, Hashable, Sendable {
  /// From the programmer to the pump.
  case toPump
  /// From the pump to the programmer.
  case fromPump

  /// The other way.
  var reversed: LineWay { self == .toPump ? .fromPump : .toPump }
}

/// What bytes in a capture file are of: a number of tcpdump.org's list.
package struct LinkType: Hashable, Sendable {
  /// The number.
  package let rawValue: UInt32

  /// Private use, and here: PumpLink, a frame a packet.
  package static let user0 = LinkType(rawValue: 147)
  /// What a serial line's tap writes, with 12 bytes before what went over it.
  package static let serialTap = LinkType(rawValue: 250)

  /// A type by its number.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Its name in the list, of those that captures usually have; else its number.
  package var name: String {
    switch rawValue {
    case 0: "NULL (loopback)"
    case 1: "ETHERNET"
    case 101: "RAW (IP)"
    case 105: "IEEE802_11"
    case 113: "LINUX_SLL"
    case 147: "USER0"
    case 187: "BLUETOOTH_HCI_H4"
    case 189: "USB_LINUX"
    case 201: "BLUETOOTH_HCI_H4_WITH_PHDR"
    case 220: "USB_LINUX_MMAPPED"
    case 227: "CAN_SOCKETCAN"
    case 249: "USBPCAP"
    case 250: "RTAC_SERIAL"
    case 276: "LINUX_SLL2"
    default: "link type \(rawValue)"
    }
  }
}
