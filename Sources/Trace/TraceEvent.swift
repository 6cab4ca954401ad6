package import Quantities
package import Telemetry

/// One thing that happened in a life.
package enum TraceEvent: Hashable, Sendable {
  /// The motor was told to make strokes that fall due by this moment, and made so many of them.
  case strokes(commanded: UInt32, made: UInt32)
  /// A frame, or a part of one, arrived at the pump, or an answer left it.
  case frame(FrameWay, [UInt8])
  /// Something was written to the pump's memory.
  case write(Write)
  /// A tone sounded, while these alarms were active.
  case tone(Tone, AlarmSet)
  /// The pump carried out an order.
  case order(AppliedCommand)
  /// Power failed, or the firmware started.
  case power(Power)
  /// The patient has got so much drug since the implant.
  case patient(Picograms)

  /// Which way a frame goes.
  package enum FrameWay: UInt8, Hashable, Sendable {
    case toPump = 1
    case fromPump = 2
  }

  /// A write to the pump's memory.
  package struct Write: Hashable, Sendable {
    /// What is written.
    package enum Target: Hashable, Sendable {
      /// A record, to a slot.
      case record(slot: UInt8)
      /// Entries, to the log's ring from a place of it on.
      case log(place: UInt16)
    }

    package var target: Target
    /// How long it is, in bytes.
    package var bytes: Int
    /// The CRC-32C of what was to be written.
    package var checksum: UInt32
    /// Whether it reads back as written, as far as the pump can tell.
    package var isGood: Bool

    /// A write from its parts.
    package init(target: Target, bytes: Int, checksum: UInt32, isGood: Bool) {
      self.target = target
      self.bytes = bytes
      self.checksum = checksum
      self.isGood = isGood
    }
  }

  /// What became of the pump's power.
  package enum Power: Hashable, Sendable {
    case failed
    /// The firmware starts on its memory.
    case started(ResetCause)
  }
}

extension TraceEvent {
  /// The event as a line of text, without its moment.
  package var words: String {
    switch self {
    case .strokes(let commanded, let made):
      TraceWords.strokes + (made == commanded ? "\(made)" : "\(made) of \(commanded) commanded")
    case .frame(.toPump, let bytes): TraceWords.toPump + "\(bytes.count) bytes"
    case .frame(.fromPump, let bytes): TraceWords.fromPump + "\(bytes.count) bytes"
    case .write(let write): write.words
    case .tone(.single, let alarms): TraceWords.singleTone + alarms.numbers
    case .tone(.twoTone, let alarms): TraceWords.twoTone + alarms.numbers
    case .order(let order):
      TraceWords.order + "session \(order.session) request \(order.request)"
    case .power(.failed): TraceWords.powerFails
    case .power(.started(.power)): TraceWords.starts + "power came"
    case .power(.started(.lowBattery)): TraceWords.starts + "the battery gave out for a moment"
    case .power(.started(.clockLost)): TraceWords.starts + "the clock was lost"
    case .patient(let drug): TraceWords.received(drug)
    }
  }
}

extension TraceEvent.Write {
  fileprivate var words: String {
    let result = isGood ? "" : TraceWords.writeFailed
    return switch target {
    case .record(let slot): TraceWords.record + "\(bytes) bytes to slot \(slot)\(result)"
    case .log(let place): TraceWords.log + "\(bytes) bytes from place \(place) on\(result)"
    }
  }
}

extension AlarmSet {
  /// The numbers of the active alarms.
  fileprivate var numbers: String {
    let all = (0..<Alarm.count).compactMap(Alarm.init(rawValue:)).filter { contains($0) }
    return all.isEmpty ? "none" : all.map { "\($0.rawValue)" }.joined(separator: ", ")
  }
}
