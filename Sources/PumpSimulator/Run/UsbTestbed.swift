import FoundationEssentials
import Glibc
import SerialLink
import UsbTree

/// A folder that umockdev's preload shows to programs as their computer's `/sys` and `/dev`, with
/// pumps at its USB sockets. It is removed with the value. Spec: bench.md, "USB testbed".
final class UsbTestbed {
  /// The folder's absolute path.
  let root: String
  private let lock: FileLock
  private let sockets: UsbTestbedSockets
  private var plugged = 0
  private var events: UInt64 = 0

  /// What marks a folder as one of these, and is locked by the pump that has it.
  private static let mark = ".pumplink-testbed"
  /// What stands in the root beside the mark, and the sockets `event*`.
  private static let parts = ["sys", "dev", "run", "ioctl"]

  /// Makes the folder, in place of one that a killed pump has left, with so many sockets for
  /// adapters of these kinds.
  init(at path: String, kinds: [AdapterKind], sockets count: Int) throws {
    guard path.utf8.count <= UsbTestbedSockets.longestRoot else {
      throw SerialError.testbed(at: path, ENAMETOOLONG)
    }
    root = path
    let names = try Self.names(in: path)
    if let names, !names.isEmpty, !names.contains(Self.mark) {
      throw SerialError.testbed(at: path, EEXIST)
    }
    if names == nil { try UsbTestbedFiles.makeFolder(path) }
    do throws(SerialError) {
      lock = try FileLock(locking: "\(path)/\(Self.mark)")
    } catch {
      throw error.kind == .busy ? SerialError.testbed(at: path, EBUSY) : error
    }
    Self.clear(path)
    try Self.make(UsbAdapter.basis(kinds, sockets: count), in: path)
    sockets = try UsbTestbedSockets(in: path) {
      var relay = IoctlRelay()
      return { relay.receive($0) }
    }
  }

  deinit {
    Self.clear(root)
    try? FileManager.default.removeItem(atPath: "\(root)/\(Self.mark)")
    // Whatever somebody else has put there keeps the folder.
    UsbTestbedFiles.removeFolder(root)
  }

  /// The names in a folder; `nil` where nothing is. Throws where it is no folder.
  private static func names(in path: String) throws -> [String]? {
    guard let isFolder = UsbTestbedFiles.isFolder(path) else { return nil }
    guard isFolder, let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    else { throw SerialError.testbed(at: path, EEXIST) }
    return names
  }

  private static func clear(_ root: String) {
    let events = ((try? names(in: root)) ?? []).filter { $0.hasPrefix("event") }
    for part in parts + events { try? FileManager.default.removeItem(atPath: "\(root)/\(part)") }
  }

  private static func make(_ entries: [TreeEntry], in root: String) throws(SerialError) {
    for entry in entries {
      let path = "\(root)/\(entry.path)"
      switch entry.content {
      case .folder: try UsbTestbedFiles.makeFolder(path)
      case .file(let text): try UsbTestbedFiles.makeFile(path, text)
      case .link(let target): try UsbTestbedFiles.makeLink(path, to: target)
      }
    }
  }

  // MARK: Plugging in and pulling

  /// An adapter goes into a socket, and programs that watch are told. Throws when it cannot be
  /// made, and then nothing is there.
  func plug(_ kind: AdapterKind, serial: String, socket: Int, node: Int, to terminal: String) throws
    -> UsbAdapter
  {
    plugged += 1
    let adapter = UsbAdapter(
      kind, serial: serial, socket: socket, node: node, plugged: plugged, terminal: terminal)
    do {
      try Self.make(adapter.entries, in: root)
    } catch {
      remove(adapter)
      throw error
    }
    for device in adapter.devices { tell(.add, device) }
    return adapter
  }

  /// An adapter is pulled.
  func unplug(_ adapter: UsbAdapter) {
    remove(adapter)
    for device in adapter.devices.reversed() { tell(.remove, device) }
  }

  private func remove(_ adapter: UsbAdapter) {
    for entry in adapter.entries.reversed() {
      let path = "\(root)/\(entry.path)"
      switch entry.content {
      case .folder: UsbTestbedFiles.removeFolder(path)
      case .file, .link: UsbTestbedFiles.removeFile(path)
      }
    }
  }

  private func tell(_ action: Uevent.Action, _ device: SysDevice) {
    events += 1
    let names = (try? Self.names(in: root)) ?? []
    sockets.tell(Uevent(action, device, number: events).bytes, among: names)
  }

  // MARK: In the run loop

  /// Adds what is to be waited for.
  func addInterests(to set: inout PollSet) { sockets.addInterests(to: &set) }

  /// Answers the programs that have a terminal open.
  func serve(_ set: borrowing PollSet) { sockets.serve(set) }

  /// The most that ``addInterests(to:)`` adds.
  static let mostInterests = UsbTestbedSockets.mostPrograms + 1
}
