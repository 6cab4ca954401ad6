import CBenchEcho
import SerialLink
import Telemetry

/// Encoding and decoding of a full status message, and sealing, single thread, best of five.
struct CodecBench: Encodable {
  let wireBytes: Int
  let encodePerSecond: Double
  let decodePerSecond: Double
  /// Of one encoding and one decoding together; `nil` where they cannot be counted.
  let allocationsPerFrame: Double?
  let seal: SealBench
  /// The peer, where there is one.
  let mavlink: MavlinkRatio?

  enum CodingKeys: String, CodingKey {
    case wireBytes = "wire_bytes"
    case encodePerSecond = "encode_per_s"
    case decodePerSecond = "decode_per_s"
    case allocationsPerFrame = "allocations_per_frame"
    case seal, mavlink
  }

  static func run(
    messages: Int = 2_000_000, mavlink: String?, _ interruption: borrowing Interruption
  ) throws -> CodecBench {
    var peer = try mavlink.map { try MavlinkPeer($0) }
    var buffer = WireBuffer()
    var encode = 0.0
    var decode = 0.0
    for _ in 0..<5 {
      try interruption.check()
      encode = max(encode, rate(messages) { encodeMany(messages, into: &buffer) })
      decode = max(decode, rate(messages) { decodeMany(messages, from: buffer) })
      try peer?.run(messages: messages)
    }
    let frames = 100_000
    let allocations = try HeapCount.allocations {
      encodeMany(frames, into: &buffer)
      decodeMany(frames, from: buffer)
    }
    return CodecBench(
      wireBytes: buffer.count, encodePerSecond: encode, decodePerSecond: decode,
      allocationsPerFrame: allocations.map { Double($0) / Double(frames) },
      seal: try SealBench.run(interruption),
      mavlink: peer.map { MavlinkRatio($0, encode: encode, decode: decode) })
  }

  /// Operations per second of one run of `body`.
  static func rate(_ count: Int, _ body: () -> Void) -> Double {
    Double(count) * 1e9 / Double(nanoseconds(body))
  }

  /// A status that a running therapy has; a field that is not named here has nothing to say.
  static var status: Status {
    var status = Status()
    status.therapySeconds = 86_400_000
    status.linkClock = 4_000_000_000
    status.reservoirNanolitres = 19_876_543
    status.basalNanogramsPerDay = 110_000
    status.bolusRemainingNanograms = 49_999
    status.lastApplied = AppliedCommand(session: 0x0102_0304, request: 0x1234)
    status.batteryPercent = 97
    status.mode = .simpleContinuous
    status.flags.running = .bolus
    status.flags.isClockSet = true
    return status
  }

  /// Encodes a status that is different each time, so that nothing can be hoisted.
  @inline(never)
  static func encodeMany(_ count: Int, into buffer: inout WireBuffer) {
    var status = status
    for index in 0..<count {
      status.reservoirNanolitres &-= 1
      buffer.encode(.status(status), id: UInt16(index & 0x7FFF))
    }
  }

  @inline(never)
  static func decodeMany(_ count: Int, from buffer: WireBuffer) {
    var decoder = FrameDecoder()
    var sum: UInt64 = 0
    buffer.withBytes { bytes in
      for _ in 0..<count {
        var position = 0
        while let event = decoder.next(bytes, from: &position) {
          guard event == .frame, let header = try? decoder.replyHeader(),
            header.type == .status, let status = try? decoder.status()
          else { preconditionFailure("the benchmark's own frame does not decode") }
          sum &+= UInt64(status.reservoirNanolitres)
        }
      }
    }
    precondition(sum > 0, "the benchmark decoded nothing")
  }
}

/// Counting what is asked of the heap.
enum HeapCount {
  /// How often `body` asks the heap for memory; `nil` where a sanitizer owns the heap.
  ///
  /// A count of zero is only worth something from a counter that counts, so that is tried first.
  static func allocations(of body: () -> Void) throws -> Int64? {
    let start = cbench_allocations()
    if start < 0 { return nil }
    keep([UInt8](repeating: 1, count: 100))
    let before = cbench_allocations()
    guard before > start else { throw BenchmarkError(.wrong, "allocations are not counted") }
    body()
    return cbench_allocations() - before
  }

  @inline(never) @_optimize(none)
  private static func keep(_ array: [UInt8]) {}
}
