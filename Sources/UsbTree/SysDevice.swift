/// A device as the kernel shows it in sysfs.
package struct SysDevice: Sendable {
  /// Where it is, from `/devices` on.
  package let path: String
  let subsystem: String
  /// Its properties in the order of its `uevent` file, with those that udev would add.
  var properties: [(name: String, value: String)]
  /// Its attributes, each with the text in it.
  var attributes: [(name: String, value: String)] = []
  /// Its driver, among those of its subsystem.
  var driver: String?
  /// Whether its subsystem is a class, and no bus.
  var isOfClass = false

  init(_ path: String, _ subsystem: String, _ properties: [(name: String, value: String)]) {
    self.path = path
    self.subsystem = subsystem
    self.properties = properties
  }

  /// The last part of its path.
  var name: String { String(path.split(separator: "/").last ?? "") }

  func property(_ name: String) -> String? { properties.first { $0.name == name }?.value }

  /// What stands below the testbed's root for it, what holds others before them.
  var entries: [TreeEntry] {
    let folder = "sys" + path
    let up = String(repeating: "../", count: path.split(separator: "/").count)
    let kind = isOfClass ? "class/\(subsystem)" : "bus/\(subsystem)"
    var uevent = ""
    for (name, value) in properties { uevent += "\(name)=\(value)\n" }
    var entries: [TreeEntry] = [
      TreeEntry(folder, .folder), TreeEntry("\(folder)/uevent", .file(uevent)),
      TreeEntry("\(folder)/subsystem", .link(up + kind)),
    ]
    for (name, value) in attributes {
      entries.append(TreeEntry("\(folder)/\(name)", .file(value + "\n")))
    }
    if let driver {
      let drivers = "bus/\(subsystem)/drivers/\(driver)"
      entries.append(TreeEntry("\(folder)/driver", .link(up + drivers)))
    }
    let alias = isOfClass ? "sys/\(kind)/\(name)" : "sys/\(kind)/devices/\(name)"
    let out = String(repeating: "../", count: alias.split(separator: "/").count - 2)
    entries.append(TreeEntry(alias, .link(out + path.dropFirst())))
    if let major = property("MAJOR"), let minor = property("MINOR") {
      let numbers = subsystem == "block" ? "block" : "char"
      entries.append(
        TreeEntry("sys/dev/\(numbers)/\(major):\(minor)", .link("../.." + path)))
    }
    return entries
  }

  /// The folders that its entries stand in and that others share.
  var sharedFolders: [String] {
    guard !isOfClass else { return ["sys/class/\(subsystem)"] }
    let drivers = driver.map { ["sys/bus/\(subsystem)/drivers/\($0)"] } ?? []
    return ["sys/bus/\(subsystem)/devices"] + drivers
  }
}

/// Something below a testbed's root.
package struct TreeEntry: Hashable, Sendable {
  /// What it is.
  package enum Content: Hashable, Sendable {
    case folder
    /// A file with this text.
    case file(String)
    /// A symbolic link to this.
    case link(String)
  }

  /// Its path from the root on, without a slash before it.
  package let path: String
  package let content: Content

  init(_ path: String, _ content: Content) {
    self.path = path
    self.content = content
  }
}
