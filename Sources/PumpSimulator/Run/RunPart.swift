import SerialLink

/// What a pump is made of, by what can go wrong with it. Says what that means, and what to do.
enum RunPart {
  /// A new pty and the link to it.
  case pty
  /// A serial port.
  case device
  /// A TCP port.
  case listener
  /// A programmer's end that is called.
  case call
  /// Standard input and output.
  case standard
  /// The folder that is a computer with USB sockets.
  case testbed
  /// The bench's socket.
  case control
  /// The memory, the card and the profile.
  case files
  /// The pump, once it runs.
  case life

  /// What an error here means for the therapy, and what to do.
  func advice(_ error: SerialError) -> String { "\(meaning) \(remedy(for: error.kind))" }

  private var meaning: String {
    switch self {
    case .pty, .device, .listener, .call, .standard, .testbed, .control, .files:
      "The pump did not start; no therapy runs."
    case .life:
      "The pump has ended, and no therapy runs until it is started again. Its memory holds all "
        + "that it acknowledged."
    }
  }

  private func remedy(for kind: SerialError.Kind) -> String {
    switch self {
    case .pty: Self.ptyRemedy(for: kind)
    case .device: Self.deviceRemedy(for: kind)
    case .listener:
      switch kind {
      case .notFound: "Give --listen an address of this machine, such as 127.0.0.1:0"
      case .busy, .unplugged, .notPermitted, .notATerminal, .unsupported, .full, .noTerminals,
        .unusableName, .timedOut, .other:
        "Give --listen another port; 0 is any that is free"
      }
    case .call:
      "Start what is to listen there first, have it waited for with --wait TIME, or give --connect "
        + "another address"
    case .standard: "Start it from a program that speaks to it through pipes, or use --link PATH"
    case .testbed:
      switch kind {
      case .busy: "Give --usb-testbed another folder, or end the pump that has this one"
      case .notFound, .unplugged, .notPermitted, .notATerminal, .unsupported, .full, .noTerminals,
        .unusableName, .timedOut, .other:
        "Give --usb-testbed a folder that is not there yet, such as /tmp/testbed"
      }
    case .control:
      switch kind {
      case .busy: "Give --control another path, or end the pump that has this one"
      case .notFound, .unplugged, .notPermitted, .notATerminal, .unsupported, .full, .noTerminals,
        .unusableName, .timedOut, .other:
        "Give --control another path, such as /tmp/pump.control"
      }
    case .files, .life:
      switch kind {
      case .full: "Make room there and start it again"
      case .notFound, .busy, .unplugged, .notPermitted, .notATerminal, .unsupported, .noTerminals,
        .unusableName, .timedOut, .other:
        "Mend that and start it again on the same files"
      }
    }
  }

  private static func ptyRemedy(for kind: SerialError.Kind) -> String {
    switch kind {
    case .noTerminals: "Use --listen HOST:PORT, which needs none, or mount a devpts at /dev/pts"
    case .full: "Use --listen HOST:PORT, which needs none, or end programs that hold some"
    case .busy: "Give --link another path, or end the pump that has this one"
    case .notFound, .unplugged, .notPermitted, .notATerminal, .unsupported, .unusableName,
      .timedOut, .other:
      "Give --link another path, in a folder that is there and yours"
    }
  }

  private static func deviceRemedy(for kind: SerialError.Kind) -> String {
    switch kind {
    case .notFound, .unplugged, .notATerminal:
      "Give --device a serial port that is there; `programmer ports` lists them"
    case .busy: "End the program that has it, or give --device another port"
    case .notPermitted, .unsupported, .full, .noTerminals, .unusableName, .timedOut, .other:
      "Give --device another port, or mend that"
    }
  }
}
