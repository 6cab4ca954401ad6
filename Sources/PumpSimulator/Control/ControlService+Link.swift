import BadLink
import BenchControl
import Quantities

/// What the bench does to the line. It is no part of the pump, so nothing is saved.
extension ControlService {
  func setLink(
    _ way: LinkDirection, seed: UInt64?, _ settings: [LinkSetting]
  ) throws(BenchFailure) -> LineFaultsAnswer {
    // All is looked at before anything is changed.
    var wanted: [(DuplexLine.End, LinkFaults)] = []
    for end in way.ends { wanted.append((end, try line.faults(to: end).after(settings))) }
    if settings.isEmpty, wanted.allSatisfy({ $0.1.isPerfect }) {
      throw .refused("nothing is wrong with the line, so a seed alone makes no difference")
    }
    let now = host.now().link
    for (end, faults) in wanted {
      line.set(faults, seed: seed ?? line.seed(to: end), to: end, at: now)
    }
    return LineFaultsAnswer(line)
  }

  func clearLink(_ way: LinkDirection) -> LineFaultsAnswer {
    let now = host.now().link
    for end in way.ends { line.set(.none, seed: BenchLine.seed, to: end, at: now) }
    return LineFaultsAnswer(line)
  }
}
