import Decode
import Quantities
import SerialLink

/// What is kept and told of what goes over the line of a visit.
struct LineRecords {
  /// All bytes, as a file.
  var capture: Capture?
  /// The keys of the sessions, as a file.
  var keyLog: KeyLog?
  /// Each frame by its name, for a person or in a trace.
  var watch: FrameWatch?

  /// Bytes go to the pump.
  func sent(_ bytes: Span<UInt8>, at now: LinkTime) {
    capture?.sent(bytes)
    keyLog?.saw(bytes, .toPump)
    watch?.sent(bytes, at: now)
  }

  /// Bytes came from the pump.
  func received(_ bytes: Span<UInt8>, at now: LinkTime) {
    capture?.received(bytes)
    keyLog?.saw(bytes, .fromPump)
    watch?.received(bytes, at: now)
  }

  /// The line is gone.
  func interrupted() {
    capture?.interrupted()
    keyLog?.interrupted()
  }
}

extension LineRecords {
  /// What is wanted of a visit to a place, opened before anything is sent.
  init(_ place: PumpPlace, card: KeyCard?) throws {
    let opener = LineOpener.current
    capture = try place.capture.map { path in
      try Capture(
        appendingTo: path, port: place.address.description, by: place.program, card: card,
        time: opener.nanoseconds)
    }
    if let path = place.keyLog, let card { keyLog = try KeyLog(appendingTo: path, card) }
    watch = try FrameWatch(place.line, card: card, face: place.face, at: opener.now())
  }
}
