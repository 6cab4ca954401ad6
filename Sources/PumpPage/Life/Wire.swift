import Decode
import ProgrammerSession
import PumpText
import Quantities
import Telemetry

/// What went over the line, frame by frame, and what is in each; only the last are kept.
struct Wire {
  /// A frame, or as much of one as came at once.
  struct Frame {
    /// How many there were before it.
    let number: Int
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
    /// The messages that end in it; of one frame that is one.
    let items: [DecodedItem]
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
  private var decoder: CaptureDecoder

  /// A line on which sealed frames are opened with the keys that the page has.
  init(keys: @escaping SessionOpener.Keys) {
    decoder = CaptureDecoder(keys: keys, face: .page)
  }

  /// From here on frames are opened with other keys: there is another pump at the other end.
  mutating func open(with keys: @escaping SessionOpener.Keys) {
    decoder = CaptureDecoder(keys: keys, face: .page)
  }

  /// The head is on another pump, of which other sessions were seen.
  mutating func swapDecoder(_ other: inout CaptureDecoder) { swap(&decoder, &other) }

  mutating func note(
    _ way: Way, _ role: Role, _ request: RequestType?, _ bytes: [UInt8], at time: Instant
  ) {
    if frames.count >= Self.most { frames.removeFirst(frames.count - Self.most / 2) }
    let items = decoder.decode(
      CapturedPiece(
        direction: way == .sent ? .toPump : .fromPump, milliseconds: time.link.rawValue,
        bytes: bytes))
    frames.append(
      Frame(
        number: count, way: way, role: role, request: request, bytes: bytes, time: time,
        items: items))
    count += 1
  }

  /// Says what happened to the last frame.
  mutating func mark(_ fate: String) {
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].fate = fate
  }
}
