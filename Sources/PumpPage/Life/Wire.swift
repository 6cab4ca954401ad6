import Quantities
import Telemetry

/// What went over the line, frame by frame; only the last are kept.
struct Wire {
  /// A frame.
  struct Frame {
    /// Which way it went.
    let way: Way
    /// Whose handheld it is of.
    let role: Role
    /// What it asks; `nil` for an answer, and for a question what became of an order.
    let request: RequestType?
    /// Its bytes as they went over the line.
    let bytes: [UInt8]
    /// When.
    let time: Instant
    /// What happened to it on its way; `nil` for nothing.
    fileprivate(set) var fate: String?
  }

  /// Which way a frame went.
  enum Way {
    /// From a handheld to the pump.
    case sent
    /// From the pump to a handheld.
    case answered
  }

  /// The most frames that are kept.
  static var most: Int { 200 }
  /// The frames, the first first.
  private(set) var frames: [Frame] = []
  /// How many there were in all.
  private(set) var count = 0

  mutating func note(
    _ way: Way, _ role: Role, _ request: RequestType?, _ bytes: [UInt8], at time: Instant
  ) {
    count += 1
    if frames.count >= Self.most { frames.removeFirst(frames.count - Self.most / 2) }
    frames.append(Frame(way: way, role: role, request: request, bytes: bytes, time: time))
  }

  /// Says what happened to the last frame.
  mutating func mark(_ fate: String) {
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].fate = fate
  }
}
