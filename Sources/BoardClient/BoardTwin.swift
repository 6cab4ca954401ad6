package import BoardBench
package import PumpFirmware
package import PumpPlant
package import PumpWorld
import Quantities
import Synchronization
import Telemetry

/// A board that does all that a virtual pump does, in step with it: firmware, physics and memory of
/// its own, and the bytes of a programmer on its own line. What it answers, what it moves and what
/// it writes is held against the virtual pump's after every step. Spec: board.md, "Two pumps in
/// step".
package final class BoardTwin: Sendable {
  private struct State: ~Copyable {
    let board: BoardLine
    /// What the board's pump is made as; `nil` before there is one.
    var factory: FactoryFields?
    var isHeld = false
    /// How things stand on the board, as far as they are the bench's.
    var around = BoardSurroundings()
    var plant: [UInt8] = []
    var image: [UInt8] = []
    var step: PumpMirror.Step?
    var state = BoardState()
    var steps = 0
    var heard = 0
    var ticks: UInt64 = 0
    var complaint: String?
  }

  private let state: Mutex<State>

  /// A board that can be a pump's twin. Throws when there is none.
  /// - Parameter ports: Both addresses with a comma between them, the pump's line first.
  package init(_ ports: String) throws(BoardLine.Problem) {
    state = Mutex(State(board: try BoardLine(ports)))
  }

  /// What the board did otherwise than the pump, or why it cannot go on; `nil` while they agree.
  package var complaint: String? { state.withLock { $0.complaint } }

  /// How many steps they have done together.
  package var steps: Int { state.withLock { $0.steps } }

  /// How many times bytes of a programmer came in these steps.
  package var heard: Int { state.withLock { $0.heard } }

  /// How many ticks of its clock the board took for these steps, starts aside.
  package var ticks: UInt64 { state.withLock { $0.ticks } }

  /// What the board says of itself now.
  package func greeting() throws(BoardLine.Problem) -> BoardGreeting {
    try state.withLock { state throws(BoardLine.Problem) in
      try state.board.greet()
      return state.board.greeting
    }
  }

  /// Becomes the twin of a pump that is about to be switched on; gives what that tells its steps.
  package func mirror(
    of device: DeviceProfile, _ plant: PlantProfile, keys: PairingKeys
  ) -> PumpMirror {
    state.withLock { state in
      state.factory = FactoryFields(device: device, keys: keys, plant: plant)
      state.isHeld = false
    }
    return PumpMirror(
      begin: { [self] step, before in
        attempt { state throws(BoardLine.Problem) in try Self.begin(step, before, &state) }
      },
      end: { [self] after in
        attempt { state throws(BoardLine.Problem) in try Self.end(after, &state) }
      })
  }

  /// Does something with the board, unless it has done otherwise than the pump before.
  private func attempt(_ body: (inout State) throws(BoardLine.Problem) -> Void) {
    state.withLock { state in
      guard state.complaint == nil else { return }
      do throws(BoardLine.Problem) {
        try body(&state)
      } catch {
        state.complaint = error.description
      }
    }
  }

  // MARK: Before a step

  private static func begin(
    _ step: PumpMirror.Step, _ before: PumpMirror.Before, _ state: inout State
  ) throws(BoardLine.Problem) {
    if !state.isHeld { try hold(&state) }
    try bring(before.image, &state)
    let plant = snapshot(of: before.world.plant)
    if plant != state.plant { _ = try state.board.ask(.plant, plant) }
    let around = BoardSurroundings(before.world, before.failure, before.noise)
    if around != state.around {
      _ = try state.board.move(.surround) {
        var sent = around
        _ = sent.code(&$0)
      }
    }
    state.step = step
    if case .hear = step { state.heard += 1 }
    state.state = try carryOut(step, before, state.board)
  }

  private static func carryOut(
    _ step: PumpMirror.Step, _ before: PumpMirror.Before, _ board: BoardLine
  ) throws(BoardLine.Problem) -> BoardState {
    let link = before.link.rawValue
    switch step {
    case .start(let cause, let noise):
      return try board.move(.start) {
        _ = $0.number(UInt64(cause.rawValue))
        _ = $0.number(link)
        _ = $0.number(noise.low)
        _ = $0.number(noise.high)
      }
    case .run(let moment):
      return try board.move(.run) {
        _ = $0.number(moment.rawValue)
        _ = $0.number(link)
      }
    case .hear(let bytes):
      guard bytes.count <= BoardTwin.mostBytes else {
        throw BoardLine.Problem(
          description: "\(bytes.count) bytes at once are more than a board takes")
      }
      return try board.move(.hear, line: bytes) {
        _ = $0.number(UInt64(bytes.count))
        _ = $0.number(link)
      }
    case .feel: return try board.move(.feel) { _ = $0.number(link) }
    case .leave: return try board.move(.leave) { _ in }
    }
  }

  /// The most bytes of the line that a board takes at once.
  private static let mostBytes = 1728

  private static func hold(_ state: inout State) throws(BoardLine.Problem) {
    guard var factory = state.factory else { return }
    _ = try state.board.move(.hold) {
      _ = factory.code(&$0)
    }
    try state.board.drain()
    _ = try state.board.ask(.format, [])
    state.image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    state.plant = []
    state.around = BoardSurroundings()
    state.isHeld = true
  }

  /// Brings the board's memory to what the pump's holds: what is not as it was left.
  private static func bring(
    _ image: [UInt8], _ state: inout State
  ) throws(BoardLine.Problem) {
    guard image != state.image else { return }
    for slot in 0..<MemoryMap.slots {
      let range = slot * MemoryMap.slotBytes..<(slot + 1) * MemoryMap.slotBytes
      guard image[range] != state.image[range] else { continue }
      try put(Array(image[range]), at: range.lowerBound, state.board)
    }
    var place = MemoryMap.logOffset
    while place < image.count {
      // As many entries as one message has room for, and none that is as it was.
      var end = place
      while end < image.count, end - place < MemoryMap.slotBytes,
        image[end..<end + MemoryMap.entryBytes] != state.image[end..<end + MemoryMap.entryBytes]
      {
        end += MemoryMap.entryBytes
      }
      if end > place { try put(Array(image[place..<end]), at: place, state.board) }
      place = max(end, place + MemoryMap.entryBytes)
    }
    state.image = image
  }

  private static func put(
    _ bytes: [UInt8], at offset: Int, _ board: BoardLine
  ) throws(BoardLine.Problem) {
    let place = (0..<4).map { UInt8(truncatingIfNeeded: offset >> (8 * $0)) }
    _ = try board.ask(.put, place + bytes)
  }

  private static func snapshot(of plant: Plant) -> [UInt8] {
    [UInt8](capacity: Plant.snapshotBytes) { plant.encodeSnapshot(into: &$0) }
  }

  // MARK: After a step

  private static func end(
    _ after: PumpMirror.After, _ state: inout State
  ) throws(BoardLine.Problem) {
    let board = state.state
    let sent = try state.board.take(board.sent)
    state.steps += 1
    state.ticks += board.ticks
    state.plant = snapshot(of: after.plant)
    state.around = BoardSurroundings(
      after.world, after.failure, state.around.cut?.noise ?? AsconBlock(low: 0, high: 0))
    state.image = after.image
    var differences: [String] = []
    func compare<Value: Equatable>(_ what: String, _ here: Value, _ there: Value) {
      if here != there { differences.append("\(what): \(there) on the board, \(here) here") }
    }
    compare("the answers", hex(after.sent), hex(sent))
    compare("power", after.isOn, board.isOn)
    compare("therapy time, ms", after.plant.therapyTime.rawValue, board.therapy)
    if after.isOn { compare("the pump's own time, ms", after.pumpTime.rawValue, board.pump) }
    compare("the physics", CRC32C.checksum(state.plant.span), board.plant)
    compare("the hash over all that happened", after.hash, board.hash)
    guard !differences.isEmpty else { return }
    throw BoardLine.Problem(
      description: "the board did otherwise than the pump here, in step \(state.steps) ("
        + "\(state.step.map(words) ?? "")): " + differences.joined(separator: "; "))
  }

  private static func words(of step: PumpMirror.Step) -> String {
    switch step {
    case .start(let cause, _): "start, \(cause.wireName)"
    case .run(let moment): "time to \(moment.rawValue) ms"
    case .hear(let bytes): "\(bytes.count) bytes of a programmer"
    case .feel: "the head"
    case .leave: "the programmer leaves"
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

extension BoardSurroundings {
  /// What is around a virtual pump.
  fileprivate init(_ world: World, _ failure: PowerFailure?, _ noise: AsconBlock) {
    self.init()
    isPowered = world.isPowered
    head =
      switch world.head {
      case .contact: 0
      case .near: 1
      case .away: 2
      }
    isMemoryFailing = world.isMemoryFailing
    isProcessorFailing = world.isProcessorFailing
    oscillator = world.oscillator
    guard let failure else { return }
    var plan = PowerCut()
    plan.left = failure.actionsLeft
    plan.part = failure.part
    plan.kind =
      switch failure.write {
      case nil: 0
      case .record: 1
      case .log: 2
      }
    plan.isBrief = failure.isBrief
    plan.noise = noise
    cut = plan
  }
}
