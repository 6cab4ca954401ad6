import Quantities
import Telemetry

/// The one session a pump holds, from its opening to its end. Spec: session.md.
struct HeldSession: Sendable {
  let number: UInt32
  let role: Role
  private var sealing: SessionSeal
  /// The highest request id so far.
  var highestRequest: UInt16 = 0
  /// How often answers are sent again before a new request comes. A programmer sends nothing more
  /// than three times; whoever plays back frames is to have little of the pump's battery.
  var repeatsLeft = repeats
  /// How often something was staged, so that no two sets have the same token.
  var stagedCount: UInt32 = 0

  /// The most answers that are sent again between two new requests.
  static var repeats: UInt8 { 16 }

  init(role: Role, _ sealing: SessionSeal) {
    number = sealing.session
    self.role = role
    self.sealing = sealing
  }

  /// Opens the frame a decoder found, if it belongs to this session.
  mutating func unseal(_ decoder: inout FrameDecoder) -> SessionSeal.Verdict {
    decoder.unseal(&sealing)
  }

  /// Seals an answer; false when no counter is left for it.
  mutating func seal(_ reply: Reply, id: UInt16, into buffer: inout WireBuffer) -> Bool {
    guard sealing.canSeal else { return false }
    buffer.seal(reply, id: id, on: &sealing)
    return true
  }

  /// Overwrites the keys.
  mutating func zeroise() { sealing.zeroise() }

  /// A token for what is staged, as it is now.
  mutating func nextToken() -> UInt32 {
    stagedCount &+= 1
    return token
  }

  /// A checksum tells all inputs of eight bytes apart, so no two sets of a pump's life share it.
  private var token: UInt32 {
    var bytes = [8 of UInt8](repeating: 0)
    var span = bytes.mutableSpan
    unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var writer = unsafe ByteWriter(base, capacity: raw.count)
      writer.put(number)
      writer.put(stagedCount)
    }
    let sum = CRC32C.checksum(bytes.span)
    // Zero stands for the committed programme.
    return sum == 0 ? 1 : sum
  }
}

/// The last replies of a session, so that a repeated request gets the same answer and no second
/// effect.
struct ReplyCache: Sendable {
  struct Entry: Sendable {
    var request: UInt16 = 0
    var checksum: UInt32 = 0
    var reply = WireBuffer()
  }

  static var capacity: Int { 4 }

  private var entries = [4 of Entry](repeating: Entry())
  private var next = 0

  /// What is known of a request id; `nil` when its answer was never given or is no longer kept.
  @_addressableSelf
  func place(of request: UInt16) -> Int? {
    for index in entries.indices where !entries[index].reply.isEmpty {
      if entries[index].request == request { return index }
    }
    return nil
  }

  @_addressableSelf
  func checksum(at place: Int) -> UInt32 { entries[place].checksum }

  @_addressableSelf
  func copyReply(at place: Int, to buffer: inout WireBuffer) { buffer = entries[place].reply }

  /// Keeps an answer in place of the oldest.
  mutating func keep(_ reply: WireBuffer, request: UInt16, checksum: UInt32) {
    entries[next].request = request
    entries[next].checksum = checksum
    entries[next].reply = reply
    next = (next + 1) % Self.capacity
  }
}
