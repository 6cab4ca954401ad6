import BoardBench
import BoardFlash
import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

/// The firmware on a Cortex-M4 without a heap, with a modelled pump in place of a motor and a
/// battery. Its line is the first serial port; an image with a bench has that on the second.
@main
@safe
struct Board {
  private var pump: BoardPump
  /// Therapy time when the board started, and the board's own time then.
  private var began: UInt64
  private var passed: UInt64 = 0
  private var last = Hardware.milliseconds
  /// When the clock was kept last.
  private var kept: UInt64 = 0
  /// How many errors of the line are known.
  private var errors: UInt32 = 0
  #if BENCH
    private var bench: BenchPort
  #endif

  static func main() {
    let isKnown = KeptChip.open()
    let (room, bytes) = unsafe Hardware.room
    var board = unsafe Board(room, bytes)
    board.switchOn(isKnown: isKnown)
    #if BENCH
      board.bench.begin()
    #endif
    while true { board.serve() }
  }

  private init(_ room: UnsafeMutableRawPointer, _ bytes: Int) {
    unsafe pump = BoardPump(room, bytes: bytes)
    began = KeptChip.Clock.kept
    #if BENCH
      unsafe bench = BenchPort(room + BoardPump.bytes, bytes: bytes - BoardPump.bytes)
    #endif
  }

  /// Switches the sample's pump on: on the memory that is kept, or as it was just implanted.
  private mutating func switchOn(isKnown: Bool) {
    let moment = TherapyTime(rawValue: began)
    let now = Instant(therapy: moment, link: .zero)
    unsafe PumpFirmware.placeOff(Sample.profile, Sample.secrets, at: now, in: pump.firmware)
    _ = Sample.place(Sample.plantProfile, at: pump)
    pump.rotorBase = KeptChip.rotor &- pump.rotor
    if !isKnown { implant() }
    // The modelled battery and reservoir begin anew, and stand where the clock does.
    unsafe pump.plant.pointee.advance(to: moment)
    #if BENCH
      pump.around.isPowered = true
    #endif
    pump.start(.power, Sample.secrets, link: .zero)
  }

  /// Writes the memory of a pump that was just implanted.
  @inline(never)
  private mutating func implant() {
    PumpFirmware.formatMemory(Sample.implant) { slot, bytes in
      _ = pump.flash.store(bytes, slot: slot)
    }
  }

  /// Follows the clock, and tells the watchdog that it went on; whether it did. What comes on the
  /// line is no progress: where the clock stands, the watchdog starts the board anew, and the
  /// therapy goes on.
  private mutating func hasTimePassed() -> Bool {
    let now = Hardware.milliseconds
    guard now != last else { return false }
    Hardware.feedWatchdog()
    passed += UInt64(now &- last)
    last = now
    return true
  }

  /// Lets the firmware catch up, and hands it the byte that came, if one did; else sleeps.
  private mutating func serve() {
    let isLater = hasTimePassed()
    if Hardware.errors(.line) != errors {
      errors = Hardware.errors(.line)
      pump.leave()
    }
    #if BENCH
      while let byte = Hardware.receive(.bench) { bench.take(byte, &pump) }
      if bench.isHeld { return Hardware.sleep() }
    #endif
    let link = LinkTime(rawValue: passed)
    let moment = TherapyTime(rawValue: began + passed)
    if isLater { pump.run(to: moment, link: link) }
    if passed >= kept + 1000 {
      KeptChip.Clock.keep(moment.rawValue)
      kept = passed
    }
    guard let byte = Hardware.receive(.line) else { return Hardware.sleep() }
    let one = [1 of UInt8](repeating: byte)
    pump.hear(one.span, link: link)
  }
}
