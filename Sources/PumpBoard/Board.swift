import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

/// The firmware on a Cortex-M4 without a heap, with a modelled pump in place of a motor and a
/// battery: as small as an image can be that has everything the firmware calls, and so what the
/// stack is measured on (`.ci/embedded`).
@main
@safe
struct Board {
  /// Both lie at fixed places: neither has room on the stack.
  private let firmware: UnsafeMutablePointer<PumpFirmware>
  private let plant: UnsafeMutablePointer<Plant>
  private let start = board_milliseconds()

  static func main() {
    let board = Board()
    board.implant()
    board.place()
    board.placePlant()
    board.switchOn()
    while true { board.serve() }
  }

  private init() {
    let plantOffset = (MemoryLayout<PumpFirmware>.size + 15) / 16 * 16
    precondition(plantOffset + MemoryLayout<Plant>.size <= Int(board_room_bytes()))
    let room = unsafe board_room()
    unsafe firmware = room.bindMemory(to: PumpFirmware.self, capacity: 1)
    unsafe plant = (room + plantOffset).bindMemory(to: Plant.self, capacity: 1)
  }

  /// Writes the memory of a pump that was just implanted.
  @inline(never)
  private func implant() {
    PumpFirmware.formatMemory(Sample.implant) { slot, bytes in
      Flash.write(bytes, at: Int(slot) * MemoryMap.slotBytes)
    }
  }

  /// Puts the pump in its place, still off.
  @inline(never)
  private func place() {
    let now = Instant(therapy: .zero, link: .zero)
    unsafe firmware.initialize(
      to: PumpFirmware(off: Sample.profile, secrets: Sample.secrets, at: now))
  }

  @inline(never)
  private func placePlant() { unsafe plant.initialize(to: Sample.plant) }

  private func switchOn() {
    let now = Instant(therapy: .zero, link: .zero)
    let image = unsafe Flash.read(at: 0, count: MemoryMap.imageBytes)
    let rotor = unsafe plant.pointee.rotorPosition
    let memory = unsafe image.span
    guard (try? unsafe firmware.pointee.switchOn(memory: memory, rotor: rotor, at: now)) != nil
    else { fatalError() }
    unsafe firmware.pointee.handle(.headMoved(isInContact: true), at: now)
    drain(at: now)
  }

  private var now: Instant {
    let milliseconds = UInt64(board_milliseconds() &- start)
    return Instant(
      therapy: TherapyTime(rawValue: milliseconds), link: LinkTime(rawValue: milliseconds))
  }

  /// Lets the firmware catch up, and hands it the byte that came, if one did.
  private func serve() {
    let byte = board_receive()
    let now = now
    repeat {
      unsafe firmware.pointee.handle(.tick, at: now)
      drain(at: now)
    } while unsafe !firmware.pointee.isCaughtUp(to: now.therapy)
    guard byte >= 0 else { return board_wait() }
    let one = [1 of UInt8](repeating: UInt8(truncatingIfNeeded: byte))
    var position = 0
    unsafe firmware.pointee.receive(one.span, from: &position, at: now)
    drain(at: now)
  }

  private func drain(at now: Instant) {
    while let action = unsafe firmware.pointee.nextAction() { perform(action, at: now) }
  }

  private func perform(_ action: PumpAction, at now: Instant) {
    switch action {
    case .turnMotor(let strokes):
      let until = unsafe max(plant.pointee.therapyTime, firmware.pointee.time)
      let made = unsafe plant.pointee.pump(strokes: strokes, until: until)
      let rotor = unsafe plant.pointee.rotorPosition
      unsafe firmware.pointee.handle(.motorStopped(strokes: made, rotor: rotor), at: now)
    case .store(let slot):
      unsafe firmware.pointee.withRecord {
        Flash.write($0, at: Int(slot) * MemoryMap.slotBytes)
      }
      unsafe firmware.pointee.handle(.stored(true), at: now)
    case .storeLog(let place, _):
      unsafe firmware.pointee.withLogEntries { Flash.write($0, at: Flash.offset(of: place)) }
      unsafe firmware.pointee.handle(.logStored(true), at: now)
    case .readLog(let place, let count):
      // A page that goes round the ring's end would need both parts beside each other.
      let last = min(Int(place) + Int(count), MemoryMap.logEntries)
      let bytes = unsafe Flash.read(
        at: Flash.offset(of: place), count: (last - Int(place)) * MemoryMap.entryBytes)
      unsafe firmware.pointee.logRead(bytes.span, at: now)
    case .measureBattery:
      let reading = unsafe plant.pointee.batteryReading
      unsafe firmware.pointee.handle(.batteryMeasured(reading), at: now)
    case .selfTest: unsafe firmware.pointee.handle(.selfTested(.sound), at: now)
    case .sound: unsafe firmware.pointee.handle(.sounded, at: now)
    case .transmit:
      unsafe firmware.pointee.withTransmission { bytes in
        for index in bytes.indices { board_send(bytes[index]) }
      }
    }
  }
}

/// What holds the pump's memory.
enum Flash {
  static func write(_ bytes: Span<UInt8>, at offset: Int) {
    let base = unsafe board_flash() + offset
    for index in bytes.indices { unsafe base[index] = bytes[index] }
  }

  static func read(at offset: Int, count: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: board_flash() + offset, count: count)
  }

  static func offset(of place: UInt16) -> Int {
    MemoryMap.logOffset + Int(place) * MemoryMap.entryBytes
  }
}

@_extern(c) private func board_milliseconds() -> UInt32
@_extern(c) private func board_receive() -> Int32
@_extern(c) private func board_send(_ byte: UInt8)
@_extern(c) private func board_wait()
@_extern(c) private func board_room() -> UnsafeMutableRawPointer
@_extern(c) private func board_room_bytes() -> UInt32
@_extern(c) private func board_flash() -> UnsafeMutablePointer<UInt8>
