import ClinicText
import Decode
import PumpText
import Telemetry

/// Reads a capture, and plays its programmer's side to the pump of a visit.
package struct ReplayFlow {
  /// What becomes of the orders in a capture.
  package enum Orders {
    /// A capture with any is refused.
    case refused
    /// They are left out, or given on a consent.
    case played(Replay.Orders)
  }

  private let access: PumpAccess
  private let file: String
  private let keyLog: String?
  private let orders: Orders
  private let isStrict: Bool

  /// - Parameters:
  ///   - keyLog: The key log that opens the capture, where the card does not.
  ///   - isStrict: Whether fields count that are another each time.
  package init(
    access: PumpAccess, file: String, keyLog: String?, orders: Orders, isStrict: Bool
  ) {
    self.access = access
    self.file = file
    self.keyLog = keyLog
    self.orders = orders
    self.isStrict = isStrict
  }

  /// Plays it up to the first answer that differs.
  package func run() throws -> ReplayResult {
    let recording = try read()
    let orders: Replay.Orders
    switch self.orders {
    case .played(let chosen): orders = chosen
    case .refused:
      guard recording.orders.isEmpty else { throw refusal(recording.orders) }
      orders = .leftOut
    }
    var replay = Replay(recording, orders: orders, isStrict: isStrict)
    try replay.check()
    return try replay.play(to: Visit.begin(access, role: recording.role))
  }

  private func read() throws -> RecordedVisit {
    let log = try keyLog.map { try KeyLogFile.read($0) } ?? []
    var decoder = CaptureDecoder(
      try KeyCard(reading: access.card), log: log, face: access.place.face)
    let contents = try CaptureFile.read(file)
    for remark in contents.remarks { Notices.say(remark) }
    return try RecordedVisit(contents.pieces.flatMap { decoder.decode($0) }, of: file)
  }

  private func refusal(_ orders: [RequestType]) -> ProgrammerError {
    let names = orders.map(\.name).joined(separator: ", ")
    let count = QuantityWords.count(UInt64(orders.count), "order", "orders")
    return ProgrammerError(
      .refused,
      "\(file): the capture holds \(count): \(names). They would change the therapy of the pump at "
        + "this port, so nothing was sent; \(.leaveOrdersOut), \(.giveOrders)")
  }
}
