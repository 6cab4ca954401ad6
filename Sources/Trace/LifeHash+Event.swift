package import LifeHash
import Telemetry

extension LifeHash {
  /// Mixes in everything an event says, and first of what kind it is.
  package mutating func mix(_ event: TraceEvent) {
    switch event {
    case .strokes(let commanded, let made): strokes(commanded: commanded, made: made)
    case .frame(let way, let bytes): frame(way: way.rawValue, bytes.span)
    case .write(let write):
      switch write.target {
      case .record(let slot):
        record(
          slot: slot, bytes: write.bytes, checksum: write.checksum, isGood: write.isGood)
      case .log(let place):
        log(place: place, bytes: write.bytes, checksum: write.checksum, isGood: write.isGood)
      }
    case .tone(let tone, let alarms): self.tone(tone, alarms)
    case .order(let order): self.order(session: order.session, request: order.request)
    case .power(.failed): powerFailed()
    case .power(.started(let cause)): started(cause)
    case .patient(let drug): received(drug)
    }
  }
}
