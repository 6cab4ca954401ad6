import FuzzSupport
import ProgrammerSession
import Quantities
import RawClient
import Telemetry
import TestSupport

/// The programmer's end of a session: whatever it is told, it sends an order once, believes nothing
/// it was not told, and comes to an end.
struct ProgrammerTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    var script = Script(input)
    var target = ProgrammerTarget(script.u8())
    var steps = 0
    while !script.isAtEnd, steps < 96 {
      try target.step(&script)
      steps += 1
    }
    try target.end()
  }

  enum Step: UInt8, CaseIterable {
    case open, begin, order, right, forget, refuse, answer, noise, again, damaged, time, late
    case interrupt, restore, settle
  }

  private var session: ProgrammerSession
  private var far = FarSide()
  private var now = LinkTime.zero
  /// What was begun and has not finished.
  private var begun: Request?
  private var last: [UInt8] = []

  private init(_ number: UInt8) {
    session = ProgrammerSession(
      role: number & 1 == 0 ? .clinician : .patient,
      pairing: Pairing(
        serial: FarSide.serial, key: .clinicianKey, pending: number & 2 == 0 ? nil : .patientKey),
      nonce: AsconBlock(low: UInt64(number), high: 0))
  }

  private mutating func step(_ script: inout Script) throws(Broken) {
    switch Step.allCases[Int(script.u8()) % Step.allCases.count] {
    case .open: if !session.isBusy { try begin(session.opening()) }
    case .begin:
      let content = [1, script.u8(), 0, 0] + script.run()
      if let request = Self.request(content) { try begin(request) }
    case .order:
      let expiry = session.stamped(.stop, at: now)?.notAfter ?? script.u32()
      try begin(
        script.u8() & 1 == 0
          ? .order(Order(.stop, notAfter: expiry))
          : .order(Order(.resume(ConfirmedOrder()), notAfter: expiry)))
    case .right: try tell(far.rightAnswer(&script))
    case .forget: try tell(far.noSession())
    case .refuse: try tell(far.refusal(script.u8()))
    case .answer:
      try tell(far.answer(type: script.u8(), off: script.u8(), body: script.run()))
    case .noise: try tell(script.run())
    case .again: try tell(last)
    case .damaged:
      var bytes = last
      if bytes.isEmpty { break }
      bytes[Int(script.u8()) % bytes.count] ^= script.u8()
      try tell(bytes)
    case .time: try tick(after: Milliseconds(rawValue: UInt64(script.u16())))
    case .late: try tick(after: session.deadline?.since(now) ?? .zero)
    case .interrupt:
      session.linkInterrupted()
      far.interrupt()
    case .restore:
      guard !session.isBusy else { return }
      session.restore(
        UnsettledOrder(
          request: .startBolus,
          command: AppliedCommand(session: script.u32(), request: script.u16()),
          notAfter: script.u32()))
    case .settle: session.settle(as: script.u8() & 1 == 0 ? .doneUnheard : .notDone)
    }
  }

  private static func request(_ content: [UInt8]) -> Request? {
    var decoder = FrameDecoder()
    var position = 0
    let frame = PlainFrame.wire(Array(content.prefix(228)))
    guard decoder.next(frame.span, from: &position) == .frame else { return nil }
    return try? decoder.request().request
  }

  private mutating func begin(_ request: Request) throws(Broken) {
    guard !session.isBusy else { return }
    let isBarred = request.type.changesTherapy && session.unsettled != nil
    begun = request
    far.orders = 0
    far.told = []
    session.begin(request, at: now)
    try drain()
    try hold(!isBarred || far.orders == 0, "an order was sent while another is unsettled")
  }

  private mutating func tell(_ bytes: [UInt8]) throws(Broken) {
    last = bytes
    var position = 0
    while position < bytes.count {
      let start = position
      session.receive(bytes.span, from: &position, at: now)
      try hold(position > start, "no byte was taken of \(bytes)")
      far.tell(Array(bytes[start..<position]))
      try drain()
    }
  }

  private mutating func tick(after length: Milliseconds) throws(Broken) {
    now = now.after(length)
    session.tick(at: now)
    try drain()
  }

  private mutating func drain() throws(Broken) {
    while let action = session.nextAction() {
      switch action {
      case .transmit:
        try far.hear(session.withTransmission { span in span.indices.map { span[$0] } })
        try hold(far.orders <= 1, "an order was sent twice")
      case .finished(let outcome): try finish(outcome)
      }
    }
  }

  private mutating func finish(_ outcome: Outcome) throws(Broken) {
    guard let begun else { throw Broken("a second ending: \(outcome)") }
    self.begun = nil
    try hold(!session.isBusy, "busy after \(outcome)")
    let isOrder = begun.type.changesTherapy
    switch outcome {
    case .reply(let reply):
      try hold(far.told.contains(reply), "\(reply) was never told")
    case .refused(let refusal):
      // The hint of a pump that has lost the session is as good as its refusal.
      let isHinted = refusal.code == .noSession && far.told.contains { $0.type == .noSession }
      try hold(isHinted || far.told.contains(.refused(refusal)), "\(refusal) was never told")
    case .doneUnheard, .notDone:
      try hold(isOrder && !statuses.isEmpty, "\(outcome) without a status")
      if outcome == .doneUnheard {
        try hold(statuses.contains { $0.lastApplied != nil }, "done, and no status names an order")
      }
    case .unknown:
      try hold(isOrder && session.unsettled != nil, "unknown, and nothing is unsettled")
    case .failed: try hold(!isOrder || far.orders == 0, "an order that was sent failed: \(outcome)")
    }
  }

  private var statuses: [Status] {
    far.told.compactMap { if case .status(let status) = $0 { status } else { nil } }
  }

  /// With nothing said any more, what is under way ends.
  private mutating func end() throws(Broken) {
    var waits = 0
    while let deadline = session.deadline {
      try tick(after: deadline.since(now))
      waits += 1
      try hold(waits < 200, "no end after \(waits) waits")
    }
    try hold(begun == nil && !session.isBusy, "what was begun never ended: \(begun as Any)")
  }
}
