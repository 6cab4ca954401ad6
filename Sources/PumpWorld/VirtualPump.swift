package import PumpFirmware
package import PumpPlant
package import Quantities
package import Telemetry
package import Trace

/// A pump in its world: the firmware, the physics it acts on, and the memory it keeps.
///
/// Each of the firmware's actions is carried out on the plant or the memory and its completion is
/// handed back, in order, until the firmware has nothing more to do. True time is passed in; the
/// firmware gets what its oscillator makes of it. What the firmware believes and what is true can
/// differ, and tests compare them.
package struct VirtualPump<Memory: PumpMemory> {
  /// What runs in the pump. While the pump is off it is what would run.
  package internal(set) var firmware: PumpFirmware
  /// What is true.
  package internal(set) var world: World
  /// What survives a power cut.
  package var memory: Memory
  /// What a test of the pump's processor and memories finds besides the world's faults.
  package var findings = SelfTest.sound
  /// The action to come at which power fails; `nil` while none is planned.
  package var powerFailure: PowerFailure?
  /// Takes in all that happens from now on; `nil` while nobody wants to know.
  package var trace: Trace?
  /// Notes what happens for a bench that watches; `nil` while none does.
  var watch: PumpWatch?
  /// Whoever does the same beside it; `nil` while nobody does.
  var mirrored: MirroredSteps?
  /// The keys that are in the pump for good.
  let factoryKeys: PairingKeys
  var noise: NoiseSource
  /// The alarms that were active when a tone sounded last, and the first tones not yet taken.
  var sounding = AlarmSet()
  var heard: [AlarmHeard] = []

  /// Switches a pump on in a world without faults that stands at `plant.therapyTime`.
  ///
  /// The pump has the factory keys of `secrets`; from their noise it makes other noise at every
  /// switch-on, so that the same secrets give the same life. `image` is the contents of the memory.
  /// If none of it can be trusted, or the therapy in it is beyond a hard limit of the profile, the
  /// pump comes up with its alarm, delivering nothing. Throws
  /// ``PumpFirmware/MemoryFault/wrongSize`` for an image that is none at all.
  package init(
    profile: DeviceProfile, secrets: PumpSecrets, plant: Plant, memory: Memory,
    image: Span<UInt8>, link: LinkTime
  ) throws(MemoryFault) {
    try self.init(
      profile: profile, secrets: secrets, world: World(plant: plant), memory: memory, image: image,
      link: link)
  }

  /// Switches a pump on in its world, unless it has no power there; one that is watched tells also
  /// of what happens then.
  package init(
    profile: DeviceProfile, secrets: PumpSecrets, world: World, memory: Memory,
    image: Span<UInt8>, link: LinkTime, isWatched: Bool = false, mirror: PumpMirror? = nil
  ) throws(MemoryFault) {
    var world = world
    let now = Instant(therapy: world.pumpTime, link: link)
    factoryKeys = secrets.factoryKeys
    noise = NoiseSource(secrets.noise)
    let first = noise.next()
    firmware = try Self.boot(
      profile, PumpSecrets(factoryKeys: factoryKeys, noise: first), image,
      world.plant.rotorPosition, at: now, .power)
    self.world = world
    self.memory = memory
    mirrored = mirror.map { MirroredSteps(mirror: $0) }
    if isWatched { beginWatch() }
    guard world.isOn else { return }
    if mirrored != nil { beginMirrored(.start(.power, noise: first), at: link) }
    if isTold { note(.power(.started(.power)), at: link) }
    if isWatched { tellStart(.power) }
    begin(at: now)
    if mirrored != nil { endMirrored() }
  }

  /// Whether it has power. It changes nothing; but a getter that cannot would be given a copy.
  package var isOn: Bool {
    mutating get { world.isOn }
  }

  /// The physics.
  package var plant: Plant {
    @_addressableSelf get { world.plant }
  }

  /// The tones the patient has heard.
  package var tones: ToneCount {
    @_addressableSelf get { world.tones }
  }

  /// What is really so, all drugs together.
  package var truth: Truth {
    @_addressableSelf get { world.truth }
  }

  /// The same for who asks at every event: ``World/truthNow()``.
  package mutating func truthNow() -> Truth { world.truthNow() }

  /// The next true moment at which something happens by itself; `nil` when nothing ever does.
  package var deadline: TherapyTime? {
    mutating get {
      let ended = world.nextEnd
      guard world.isOn else { return ended }
      let pump = world.oscillator.trueTime(at: firmware.deadline)
      return min(pump, ended ?? pump)
    }
  }

  /// The moment on the link's clock at which an idle session ends; `nil` without a session.
  package var sessionDeadline: LinkTime? {
    mutating get { world.isOn ? firmware.sessionDeadline : nil }
  }

  /// Lets time pass, by a moment or by years, and everything happen that falls due.
  @_specialize(where Memory == TransientMemory)
  package mutating func advance(to now: Instant) {
    repeat {
      let moment = min(now.therapy, max(world.nextEnd ?? now.therapy, world.plant.therapyTime))
      run(to: moment, link: now.link)
      endFaults(at: Instant(therapy: moment, link: now.link))
    } while world.plant.therapyTime < now.therapy
  }

  /// Lets time pass to the next moment at which something happens by itself, and it happen, while
  /// the link's clock stands at `link`; false when nothing ever does.
  package mutating func advanceToDeadline(link: LinkTime) -> Bool {
    guard let moment = deadline else { return false }
    advance(to: Instant(therapy: moment, link: link))
    return true
  }

  /// Takes bytes from the link, after letting time pass; hands each frame of an answer to `send`.
  ///
  /// Bytes that come while the pump is off or the head is away are lost.
  @_specialize(where Memory == TransientMemory)
  package mutating func receive(
    _ bytes: Span<UInt8>, at now: Instant, send: (Span<UInt8>) -> Void
  ) {
    advance(to: now)
    guard world.isOn, world.head != .away else { return }
    let now = Instant(therapy: world.pumpTime, link: now.link)
    if mirrored != nil { beginMirrored(.hear(Self.copy(bytes)), at: now.link) }
    defer { if mirrored != nil { endMirrored() } }
    if isTold { note(.frame(.toPump, Self.copy(bytes)), at: now.link) }
    var position = 0
    let switchOns = noise.drawn
    // What comes while the power is gone is lost, also when it is back at once.
    while position < bytes.count, world.isOn, noise.drawn == switchOns {
      let order = firmware.state.lastApplied?.command
      firmware.receive(bytes, from: &position, at: now)
      drain(at: now, send: send)
      // After a restart it is the record that tells of an order, and no answer.
      if isTold, noise.drawn == switchOns, let done = firmware.state.lastApplied?.command,
        done != order
      {
        note(.order(done), at: now.link)
      }
    }
  }

  /// Takes bytes from the link in the same way; gives those that were sent for them, frame behind
  /// frame.
  package mutating func exchange(_ bytes: [UInt8], at now: Instant) -> [UInt8] {
    var answer: [UInt8] = []
    receive(bytes.span, at: now) { frame in answer += Self.copy(frame) }
    return answer
  }

  /// A programmer left: an unfinished frame is not to be joined with the next one's bytes.
  package mutating func linkInterrupted() {
    if mirrored != nil { beginMirrored(.leave, at: .zero) }
    firmware.linkInterrupted()
    if mirrored != nil { endMirrored() }
  }

  /// The alarms whose first tone has sounded since this was called last, in their order.
  package mutating func takeAlarmsHeard() -> [AlarmHeard] {
    defer { heard = [] }
    return heard
  }
}

extension VirtualPump: Sendable where Memory: Sendable {}
