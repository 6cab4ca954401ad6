import BadLink
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry

@testable import Soak

/// A soak's world in which nothing happens but what is asked for, over a perfect line and without
/// link time passing: for moments that seeds hit too seldom. All is checked as in any soak.
struct ScriptedLife {
  let world: SoakWorld

  init(_ setup: ImplantSetup) throws {
    var options = SoakOptions(LifeScope(seed: 0))
    options.weights = [:]
    options.line = .none
    options.strokeErrorPPM = 0
    options.device = setup.device
    options.implant = setup.implant
    options.plans = setup.plans
    options.clock = setup.clock
    world = try SoakWorld(LifeScope(seed: 0), options, isTraced: false)
    world.isCalm = true
  }

  /// Gives an order in a session of its own, of which becomes what the reference makes of it;
  /// whether it was carried out.
  @discardableResult
  mutating func order(_ body: Order.Body) throws -> Bool {
    try act([.order(body)])
    return world.clients[0].wasDone
  }

  /// Stages parts and commits them, unless nothing is left to be committed.
  mutating func commit(_ parts: [Request.Part]) throws {
    try act(parts.map { .stage($0) } + [.readBack, .commit(.current)])
  }

  private mutating func act(_ steps: [Client.Step]) throws {
    try world.act(0, steps, isNew: true)
    try world.run(until: world.link)
    try world.expect(world.clients[0].isIdle, .belief, "the clinician does not come to an end")
    try world.check()
  }

  /// Lets so many ms pass in one jump.
  mutating func pass(_ length: Int128) throws {
    world.therapy += UInt64(length)
    try world.check()
    try world.inspect()
  }

  /// Takes the power away for so many ms, at rest.
  mutating func cutPower(for length: Int128) throws {
    world.pump.setPower(false, at: world.now)
    try world.notePower(wasOn: true)
    world.powerBack = (world.link, UInt64(length), .power)
    try world.run(until: world.link)
    try world.check()
  }

  /// Lets so many ms pass in one jump, in which the power fails right after the next action; it
  /// stays away for so many ms.
  mutating func pass(_ length: Int128, failingFor off: Int128) throws {
    world.pump.powerFailure = PowerFailure(actionsLeft: 0, part: .max)
    world.therapy += UInt64(length)
    try world.advancePump()
    try world.expect(!world.pump.isOn, .delivery, "nothing was done in which power could fail")
    world.powerBack = (world.link, UInt64(off), .power)
    try world.run(until: world.link)
    try world.check()
  }
}
