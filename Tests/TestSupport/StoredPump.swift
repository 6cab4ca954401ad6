import PumpFirmware
import PumpPlant
package import PumpWorld
import Quantities

extension PumpSetup {
  /// Switches a pump on in a world and on a memory that were stored, and lets it live for some
  /// hours. Gives back what was wrong with it, in words; `nil` when nothing was.
  ///
  /// Only a pump that is watched must deliver what it was programmed to.
  package func live(in world: World, on image: [UInt8], isWatched: Bool) -> String? {
    guard
      var pump = try? VirtualPump(
        profile: device, secrets: secrets, world: world, memory: TransientMemory(image: image),
        image: image.span, link: .zero)
    else { return "the state makes no pump" }
    var now = pump.plant.therapyTime
    var watch = DeliveryWatch(pump)
    for minutes in [0, 1, 60, 600] as [UInt64] {
      now = now.after(.minutes(minutes))
      pump.advance(to: Instant(therapy: now, link: .zero))
      if isWatched, let fault = watch.look(at: pump) { return fault }
    }
    return nil
  }
}
