package import ClientJudge
package import Quantities
package import SerialLink

/// Somebody else's programmer at a pump in this process: on a pty, and in real time while it is
/// there.
extension PumpInProcess {
  /// How a client came to its end.
  package enum ClientEnd: Equatable, Sendable {
    /// Its process ended.
    case ended(StartedProgram.End)
    /// It was told to end after its time, or nobody came within it.
    case overdue
  }

  /// What a client did, and how it ended.
  package struct Visit: Sendable {
    package let end: ClientEnd
    package let conduct: Conduct
    /// The end of what it wrote.
    package let output: String
  }

  /// How long a client has to end when it is asked to, in ms.
  private static let grace = 2000

  /// Gives the pump a port at `link` and runs a command beside it, or without one waits until
  /// somebody has opened the port and closed it again.
  /// - Parameters:
  ///   - limit: How long the client has, in real time.
  /// - Throws: What keeps the command or the port from being there.
  package func serve(
    _ command: [String]?, environment: [String: String], at link: String,
    within limit: Milliseconds
  ) throws(SerialError) -> Visit {
    let line = try PumpLine(link: link)
    let program: StartedProgram?
    let outputPath = link + ".out"
    if let command {
      program = try CommandOutput.start(command, environment: environment, into: outputPath)
    } else {
      program = nil
    }
    var watch = newWatch
    let end = try serve(line, program, limit, &watch)
    if end == .overdue {
      switch program {
      case .some(let program): _ = program.stop(within: Self.grace, isApart: true)
      case .none: break
      }
    }
    close()
    return Visit(
      end: end, conduct: watch.conduct, output: CommandOutput.read(outputPath))
  }

  private func serve(
    _ line: PumpLine, _ program: borrowing StartedProgram?, _ limit: Milliseconds,
    _ watch: inout ClientWatch
  ) throws(SerialError) -> ClientEnd {
    let began = MonotonicClock.milliseconds()
    var last = began
    var set = PollSet(capacity: 8)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var wasThere = false
    while true {
      set.removeAll()
      line.addInterests(to: &set)
      switch program {
      case .some(let program): set.add(program.fileDescriptor, .readable)
      case .none: break
      }
      let left = began + limit.rawValue
      let rest = left > last ? left - last : 0
      try set.wait(timeoutMilliseconds: Int(min(rest, millisecondsToNext ?? rest)))
      let now = MonotonicClock.milliseconds()
      pass(now - last)
      last = now
      line.takeNotice(of: set)
      var hasLeft = false
      reading: while true {
        switch try line.read(into: &buffer) {
        case .nothing: break reading
        case .interrupted:
          hasLeft = wasThere
          close()
        case .bytes(let count):
          wasThere = true
          let bytes = Array(buffer.prefix(count))
          let now = LinkTime(rawValue: linkTime)
          watch.sent(bytes, at: now, clock: UInt32(truncatingIfNeeded: linkTime))
          write(bytes)
          tellOrders(&watch)
        }
      }
      let answer = read(atMost: .max, within: 0)
      if !answer.isEmpty {
        watch.heard(answer, at: LinkTime(rawValue: linkTime))
        line.write(answer.span)
      }
      switch program {
      case .some(let program): if let end = program.end() { return .ended(end) }
      case .none: if hasLeft { return .ended(.exited(0)) }
      }
      if now >= left { return .overdue }
    }
  }
}
