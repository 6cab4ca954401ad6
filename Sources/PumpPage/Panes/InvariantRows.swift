import PumpWorld
import Quantities

/// What must hold at every moment, and whether it did in this life.
enum InvariantRows {
  static func nodes(_ watch: LifeWatch) -> [Node] {
    let looked: [Node] = LifeWatch.looked.map { invariant in
      guard let breach = watch.breach(of: invariant) else {
        return .text("\(invariant.rawValue) holds. \(invariant.sentence)", .good)
      }
      return .text(
        "\(invariant.rawValue) does NOT hold since \(TimePane.moment(breach.time)): "
          + "\(breach.words). \(invariant.sentence)", .critical)
    }
    let others = Invariant.allCases.filter { invariant in
      invariant != .life && !LifeWatch.looked.contains { $0 == invariant }
    }
    let numbers = others.map { "\($0.rawValue)" }.joined(separator: ", ")
    return looked + [
      .text(
        "Numbers \(numbers) are about what one life does not show; the soak and the tests of the "
          + "programmer show them.", .quiet)
    ]
  }
}
