/// The round trip of a request over a pty: a simulator process and the programmer's path, against
/// the echo of as many bytes.
///
/// Both are measured in short blocks by turns, so that whatever else the machine does hits both,
/// and with the near side on one processor and the far side on another.
struct PtyBench: Encodable {
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

  /// Measures identify in the open, or a sealed request of about its size: a read of the status.
  static func run(
    sealed: Bool = false, simulator: String, _ interruption: borrowing Interruption
  ) throws -> PtyBench {
    let simulatedPump = try SimulatedPump(program: simulator)
    let placement = try Placement()
    try placement.place(partner: simulatedPump.number)
    let client =
      sealed
      ? try RequestClient(simulatedPump.link, try simulatedPump.pairing())
      : try RequestClient(simulatedPump.link)
    var pump = [UInt64](repeating: 0, count: blocks * blockLength)
    var echo = pump
    // Once around to learn how long the reply is, and to have everything in memory.
    try client.roundTrips(&pump, 0..<blockLength)
    let wire = client.wireBytes
    let floor = try EchoFloor(requestBytes: wire.request, replyBytes: wire.reply)
    try placement.place(partner: floor.number)
    try floor.roundTrips(&echo, 0..<blockLength)
    for block in 0..<blocks {
      try interruption.check()
      let range = block * blockLength..<(block + 1) * blockLength
      try client.roundTrips(&pump, range)
      try floor.roundTrips(&echo, range)
    }
    simulatedPump.stop()
    let pumpTimes = Durations(nanoseconds: pump)
    let echoTimes = Durations(nanoseconds: echo)
    return PtyBench(
      roundTrips: pumpTimes.count, requestWireBytes: wire.request, replyWireBytes: wire.reply,
      pump: Times(pumpTimes), echo: Times(echoTimes),
      p50Ratio: Double(pumpTimes.median) / Double(echoTimes.median))
  }
}
