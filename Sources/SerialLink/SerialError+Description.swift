import Console
import Glibc

extension SerialError: CustomStringConvertible {
  /// One sentence for a person: what it happened to, and what happened.
  package var description: String { "\(path.shown): \(reason)" }

  /// What happened, without what it happened to: the part of a sentence after a colon.
  package var reason: String {
    if operation == Operation.command { return commandReason }
    if operation == Operation.speakOfPorts {
      return code == ETIMEDOUT
        ? "whoever listens there does not speak RFC 2217; a port that is raw is named tcp://"
        : "whoever listens there has no serial port to set, or none that runs so fast"
    }
    if operation == Operation.speakPlainly {
      return "telnet is spoken there, and the pump's bytes must go as they are; have the other end "
        + "speak raw TCP, or give the pump rfc2217:// before HOST:PORT"
    }
    if operation.hasPrefix(Operation.choose) {
      return "several ports answer to this: \(operation.dropFirst(Operation.choose.count).shown). "
        + "Name one by its path, or by its serial number as usb:VID:PID:SERIAL"
    }
    return switch kind {
    case .notFound: notFoundReason
    case .busy: busyReason
    case .unplugged where operation == Operation.output: "nobody reads it any more"
    case .unplugged where FileStep(rawValue: operation) != nil: otherReason
    case .unplugged:
      "the other end is gone (unplugged, or the pump has stopped)"
    case .notPermitted: notPermittedReason
    case .notATerminal where operation == Operation.takeStandard:
      "a terminal that is typed at would change the bytes"
    case .notATerminal: "this is not a serial port"
    case .unsupported: "this port has no way to \(operation)"
    case .full where operation == Operation.createPty:
      "no pseudo-terminals are left on this machine"
    case .full: "no space is left there"
    case .noTerminals: "there are no pseudo-terminals here (a container may have no /dev/pts)"
    case .timedOut: "no answer within the time allowed"
    case .unusableName, .other: otherReason
    }
  }

  /// How a command that is a line ended.
  private var commandReason: String {
    switch code {
    case 127: "there is no such command, as the shell says, so nobody is at the other end"
    case 126: "the command cannot be run, as the shell says, so nobody is at the other end"
    case 129...: "the command was ended by signal \(code - 128), and the line with it"
    default: "the command has ended with exit code \(code), and the line with it"
    }
  }

  private var notFoundReason: String {
    switch operation {
    case Operation.open where path.hasPrefix("usb:"):
      "no serial port of such an adapter is plugged in"
    case Operation.open where code == ENXIO || code == ENODEV: "no device is behind this port"
    case Operation.follow:
      "a pump that was killed left this link behind, and it leads to somebody else's terminal now"
    case Operation.open: "no such port (is the pump running?)"
    case Operation.listen where path.contains("://"): "this machine has no such address"
    case Operation.connect: "nothing is listening there (is the pump running?)"
    default: "no such file or directory"
    }
  }

  private var busyReason: String {
    switch operation {
    case Operation.publish: "another running pump has published this link"
    case Operation.listen: "another program is listening there already"
    case Operation.lock: "another program holds this lock"
    case Operation.testbed: "another running pump has its testbed there"
    default: "another program is using this port"
    }
  }

  private var notPermittedReason: String {
    if operation == Operation.trust {
      return "not used, because it must be your own directory with mode 0700 and not a link"
    }
    if operation == Operation.open, path.hasPrefix("/dev/tty") {
      return "permission denied (is your user in the group that owns this port?)"
    }
    return "permission denied"
  }

  private var otherReason: String {
    switch (operation, code) {
    case (Operation.output, EBADF): "it is closed"
    case (Operation.publish, EEXIST):
      "something that is not a pump's link is already there; it was left alone"
    case (Operation.listen, EEXIST):
      "something that is not a socket is already there; it was left alone"
    case (Operation.testbed, EEXIST):
      "something that is no testbed is already there; it was left alone"
    case (Operation.testbed, ENAMETOOLONG):
      "umockdev's sockets have no room for so long a path "
        + "(\(UsbTestbedSockets.longestRoot) bytes at most)"
    case (_, ENAMETOOLONG) where operation == Operation.listen || operation == Operation.connect:
      "the name is too long for a socket in so deep a folder "
        + "(\(SocketName.longestInDeepFolder) bytes at most)"
    case (Operation.publish, EINVAL), (Operation.listen, EINVAL):
      "this names a folder, and a file's name is needed"
    case (Operation.parse, _):
      PortAddress.complaint(path)
    case (Operation.setBaud, _):
      "this port does not run at that speed"
    default:
      "could not \(operation): \(Self.systemWords(code))"
    }
  }

  /// The system's own words, starting in lower case because they end a sentence.
  private static func systemWords(_ code: Int32) -> String {
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    let text = unsafe String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
