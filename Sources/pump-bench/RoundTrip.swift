import Telemetry

/// The round trip of one request, next to the echo of as many bytes.
struct RoundTrip: Encodable {
  let roundTrips: Int
  let requestWireBytes: Int
  let replyWireBytes: Int
  let pump: Times
  let echo: Times
  let p50Ratio: Double

  /// What is told of the times of one side, in us.
  struct Times: Encodable {
    let minUs: Double
    let p50Us: Double
    let p99Us: Double

    init(_ durations: Durations) {
      minUs = Double(durations.least) / 1e3
      p50Us = Double(durations.median) / 1e3
      p99Us = Double(durations.percentile(99)) / 1e3
    }

    enum CodingKeys: String, CodingKey {
      case minUs = "min_us"
      case p50Us = "p50_us"
      case p99Us = "p99_us"
    }
  }

  enum CodingKeys: String, CodingKey {
    case roundTrips = "round_trips"
    case requestWireBytes = "request_wire_bytes"
    case replyWireBytes = "reply_wire_bytes"
    case pump, echo
    case p50Ratio = "p50_ratio"
  }

  private static let blocks = 10
  private static let blockLength = 1000

  static func measure(
    _ request: Request, _ reply: ReplyType, _ client: PumpClient, _ pumpNumber: Int32,
    _ placement: borrowing Placement, _ interruption: borrowing Interruption
  ) throws -> RoundTrip {
    try placement.place(partner: pumpNumber)
    var pump = [UInt64](repeating: 0, count: blocks * blockLength)
    var echo = pump
    // Once around to learn how long the reply is, and to have everything in memory.
    try client.roundTrips(request, reply, &pump, 0..<blockLength)
    let floor = try EchoFloor(requestBytes: client.requestBytes, replyBytes: client.replyBytes)
    try placement.place(partner: floor.number)
    try floor.roundTrips(&echo, 0..<blockLength)
    for block in 0..<blocks {
      try interruption.check()
      let range = block * blockLength..<(block + 1) * blockLength
      try client.roundTrips(request, reply, &pump, range)
      try floor.roundTrips(&echo, range)
    }
    let pumpTimes = Durations(nanoseconds: pump)
    let echoTimes = Durations(nanoseconds: echo)
    return RoundTrip(
      roundTrips: pumpTimes.count, requestWireBytes: client.requestBytes,
      replyWireBytes: client.replyBytes, pump: Times(pumpTimes), echo: Times(echoTimes),
      p50Ratio: Double(pumpTimes.median) / Double(echoTimes.median))
  }
}
