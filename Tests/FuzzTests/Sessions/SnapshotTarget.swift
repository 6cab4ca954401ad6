import FuzzSupport
import PumpWorld
import TestSupport

/// The snapshot of a world: one that is taken is written the same, and a pump lives in it.
enum SnapshotTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    var script = Script(input)
    let number = Int(script.u8()) % FuzzPumps.setups.count
    var bytes = FuzzPumps.pumps[number].world.snapshot
    while !script.isAtEnd {
      let place = Int(script.u16()) % bytes.count
      let run = script.run()
      let end = min(place + run.count, bytes.count)
      bytes.replaceSubrange(place..<end, with: run.prefix(end - place))
    }
    let setup = FuzzPumps.setups[number]
    guard let world = World(snapshot: bytes.span, profile: setup.plant) else { return }
    try hold(world.snapshot == bytes, "a snapshot is written otherwise than it was read")
    let image = FuzzPumps.pumps[number].memory.image
    try hold(setup.live(in: world, on: image, isWatched: true))
  }
}
