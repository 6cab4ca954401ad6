import ArgumentParser
import PumpText
import UsbTree

/// Pumps at the USB sockets of a computer that is a folder.
extension RunCommand {
  func validateTestbed() throws {
    if usbAdapter != nil, usbTestbed == nil {
      throw ValidationError(
        "--usb-adapter says what an adapter is, and --usb-testbed where there is one.")
    }
    guard usbTestbed != nil, linkDir == nil, link == nil else { return }
    if ![device, listen, connect].allSatisfy({ $0 == nil }) || stdio {
      throw ValidationError(
        "--usb-testbed puts an adapter before a pty: use it with --link or --count.")
    }
  }

  /// The kinds of adapters, which pumps get in turn.
  private var kinds: [AdapterKind] { usbAdapter?.kinds ?? [.cp210x] }

  /// Makes the testbed, if one is asked for.
  func makeTestbed(pumps: Int) throws -> UsbTestbed? {
    try usbTestbed.map { try UsbTestbed(at: absolute($0), kinds: kinds, sockets: pumps) }
  }

  /// Puts a pump, one of several by its place from 0, at a socket of its own.
  func plug(_ line: PumpLine, into testbed: UsbTestbed, serial: String, place: Int) throws {
    let kind = kinds[place % kinds.count]
    // Adapters with nodes of the same name are counted together.
    let node = (0..<place).count { kinds[$0 % kinds.count].nodePrefix == kind.nodePrefix }
    try line.plug(
      in: UsbCable(testbed, kind, serial: serial, socket: place, node: node))
  }
}

/// Kinds of adapters: `cp210x,ftdi`.
struct UsbAdapterList: ExpressibleByArgument {
  let kinds: [AdapterKind]

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    kinds = names.compactMap { name in AdapterKind.allCases.first { $0.name == name } }
    if kinds.count != names.count { return nil }
  }

  static var allValueStrings: [String] { AdapterKind.allCases.map(\.name) }

  /// The names there are, for a person.
  static var names: String {
    allValueStrings.dropLast().joined(separator: ", ") + " or " + (allValueStrings.last ?? "")
  }
}
