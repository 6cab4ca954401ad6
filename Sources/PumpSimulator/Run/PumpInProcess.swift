package import BenchControl
package import BoardClient
import ClientJudge
import PumpFirmware
import PumpText
import PumpWorld
import Quantities
import Synchronization
import Telemetry
package import Trace

/// The time of links in this process, in ms: it passes only when somebody lets it.
package final class LinkClock: Sendable {
  private let time = Atomic<UInt64>(0)

  /// A clock at zero.
  package init() {}

  /// How much time has passed.
  package var milliseconds: UInt64 { time.load(ordering: .relaxed) }

  func pass(_ length: UInt64) { time.add(length, ordering: .relaxed) }
}

/// A pump in the process of whoever talks to it, in virtual time: link time passes only while
/// somebody waits, and therapy time as the pump's clock has it. Its files go with their folder.
package final class PumpInProcess: Sendable {
  private struct State {
    let pump: ServedPump
    let clock: LinkClock
    /// Bytes on their way to the programmer.
    var incoming: [UInt8] = []
    var isOpen = false
  }

  private let state: Mutex<State>
  /// The implant card of the pump, as a file.
  package let card: String
  /// What the pump is on its card.
  package let model: String
  package let serial: String

  /// Switches a pump on whose files are made in a folder.
  /// - Parameters:
  ///   - name: What its files are called.
  ///   - clock: The link's time, which pumps that one programmer talks to have in common.
  ///   - isTraced: Whether what happens to it is kept for ``trace``.
  ///   - twin: A board that does all that the pump does, in step with it.
  /// - Throws: What is wrong with the profile or another file that it names.
  package init(
    _ wanted: PumpWanted, in folder: String, name: String = "pump", clock: LinkClock = LinkClock(),
    isTraced: Bool = false, twin: BoardTwin? = nil
  ) throws {
    card = folder + "/\(name).card"
    let prepared = try wanted.prepare(state: folder + "/\(name).state", card: card)
    model = prepared.card.model
    serial = prepared.card.serial
    state = Mutex(try Self.switchOn(prepared, clock, isTraced: isTraced, twin))
  }

  private static func switchOn(
    _ prepared: PumpWanted.Prepared, _ clock: LinkClock, isTraced: Bool,
    _ twin: BoardTwin?
  ) throws -> sending State {
    let host = try prepared.switchOn(
      isLasting: false, twin: twin, realTime: { clock.milliseconds }
    ) { _ in }
    if isTraced { host.beginTrace() }
    let tap = LineTap("pump", time: { clock.milliseconds * 1_000_000 })
    return State(pump: ServedPump(host, tap: tap), clock: clock)
  }

  // MARK: The programmer's end

  /// Opens the pump's only port; false while somebody has it open.
  package func open() -> Bool {
    state.withLock { state in
      if state.isOpen { return false }
      state.isOpen = true
      return true
    }
  }

  /// Closes the port. What is under way to the programmer is lost.
  package func close() {
    state.withLock { state in
      state.isOpen = false
      state.pump.host.catchUp()
      state.pump.programmerLeft()
      state.pump.host.progress()
      state.incoming = []
    }
  }

  /// Hands bytes of the programmer to the line.
  package func write(_ bytes: [UInt8]) {
    state.withLock { state in
      state.pump.host.catchUp()
      let pump = state.pump
      pump.hear(bytes.span) { Self.take($0, into: &state.incoming) }
    }
  }

  /// Takes bytes that came from the pump, at most so many; waits for them for so many ms of the
  /// link, and gives none when none came.
  package func read(atMost limit: Int, within milliseconds: UInt64) -> [UInt8] {
    state.withLock { state in
      Self.wait(&state, milliseconds) { !$0.isEmpty }
      let bytes = Array(state.incoming.prefix(limit))
      state.incoming.removeFirst(bytes.count)
      return bytes
    }
  }

  /// A watch over whoever comes to the pump now.
  var newWatch: ClientWatch {
    state.withLock { state in
      let pump = state.pump.host.pump
      return ClientWatch(
        state.pump.host.pairingKeys, serial: pump.firmware.profile.identity.serial,
        carriedOutBefore: pump.firmware.state.lastApplied?.command)
    }
  }

  /// Tells a watch what the pump has carried out.
  func tellOrders(_ watch: inout ClientWatch) {
    let (last, now) = state.withLock { state in
      (state.pump.host.pump.firmware.state.lastApplied, state.clock.milliseconds)
    }
    watch.carriedOut(last?.command, last?.request, at: LinkTime(rawValue: now))
  }

  /// The time on the link, in ms.
  var linkTime: UInt64 { state.withLock { $0.clock.milliseconds } }

  /// How long neither the pump nor its line does anything by itself, in ms; `nil` for ever.
  var millisecondsToNext: UInt64? { state.withLock { Self.millisecondsToNext($0) } }

  /// Lets time pass on the link, in ms.
  package func pass(_ milliseconds: UInt64) {
    state.withLock { state in Self.wait(&state, milliseconds) { _ in false } }
  }

  private static func take(_ bytes: Span<UInt8>, into incoming: inout [UInt8]) {
    for index in bytes.indices { incoming.append(bytes[index]) }
  }

  /// Goes from one moment at which something can happen to the next, for so long at most.
  private static func wait(
    _ state: inout State, _ milliseconds: UInt64, until isEnough: ([UInt8]) -> Bool
  ) {
    let end = state.clock.milliseconds + milliseconds
    while true {
      state.pump.host.catchUp()
      let pump = state.pump
      pump.deliver { take($0, into: &state.incoming) }
      let now = state.clock.milliseconds
      if now >= end || isEnough(state.incoming) { return }
      state.clock.pass(max(1, min(millisecondsToNext(state) ?? .max, end - now)))
    }
  }

  private static func millisecondsToNext(_ state: State) -> UInt64? {
    let now = state.clock.milliseconds
    let line = state.pump.lineDeadline.map { $0.rawValue > now ? $0.rawValue - now : 0 }
    let own = state.pump.host.millisecondsToSleep().map { UInt64($0) }
    return [line, own].compactMap { $0 }.min()
  }

  // MARK: The bench's end

  /// Answers a request of the bench, as a control socket does. Spec: bench.md, "Control socket".
  package func answer(_ request: ControlRequest) -> ControlReply? {
    state.withLock { state in
      state.pump.host.catchUp()
      let reply = state.pump.service.answer(request)
      state.pump.host.progress()
      let pump = state.pump
      pump.deliver { Self.take($0, into: &state.incoming) }
      return reply
    }
  }

  /// What has happened to the pump, line by line; nothing unless it is traced.
  package var trace: [Trace.Line] { state.withLock { $0.pump.host.pump.trace?.lines ?? [] } }

  /// The board that does all that the pump does; `nil` where there is none.
  package var twin: BoardTwin? { state.withLock { $0.pump.host.twin } }

  /// Says something in the trace, if there is one, at this moment.
  package func remark(_ words: String) {
    state.withLock { $0.pump.host.remark(words) }
  }
}
