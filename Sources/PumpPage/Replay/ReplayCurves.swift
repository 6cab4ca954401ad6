import Quantities
import Trace

/// The courses of a trace: strokes that were commanded against those that were made, and what the
/// patient has got.
struct ReplayCurves {
  let replay: Replay

  /// No more points than a picture shows.
  private static var most: Int { 160 }

  var nodes: [Node] {
    guard !replay.isOfLine else { return [] }
    var commanded: [[Int64]] = []
    var made: [[Int64]] = []
    var received: [[Int64]] = []
    var standing = Replay.Standing()
    for entry in replay.entries {
      standing.hear(entry)
      let x = Int64(entry.moment.therapy.rawValue / 60_000)
      switch entry.kind {
      case .strokes:
        commanded.append([x, Int64(clamping: standing.commanded)])
        made.append([x, Int64(clamping: standing.made)])
      case .received(let drug):
        received.append([x, Int64(clamping: drug.rawValue / 1_000_000)])
      case .toPump, .fromPump, .write, .tone, .order, .power, .passed, .failed, .remark: break
      }
    }
    var curves: [Curve] = []
    if commanded.count > 1 {
      curves.append(
        curve(
          "Strokes of the pump", unit: "strokes",
          [
            Curve.Lane(name: "commanded", points: Self.thinned(commanded)),
            Curve.Lane(name: "made", points: Self.thinned(made)),
          ]))
    }
    if received.count > 1, (received.last?[1] ?? 0) > 0 {
      curves.append(
        curve(
          "What the patient has got", unit: "mcg",
          [Curve.Lane(name: "received", points: Self.thinned(received))]))
    }
    return curves.map { .curve($0) }
  }

  private func curve(_ label: String, unit: String, _ lanes: [Curve.Lane]) -> Curve {
    let most = lanes.compactMap { $0.points.last?[1] }.max() ?? 1
    var curve = Curve(
      label: label, unit: unit, words: "\(lanes.first?.points.last?[1] ?? 0) \(unit) in all",
      lanes: lanes, x: span, y: [0, max(1, most + most / 10)])
    let head = replay.entries[replay.head].moment
    curve.marks = [
      Curve.Mark(x: Int64(head.therapy.rawValue / 60_000), words: replay.words(head))
    ]
    curve.xTicks = Curve.Tick.days(span)
    curve.yTicks = [0, most / 2, most].map { Curve.Tick(at: $0, words: "\($0)") }
    return curve
  }

  private var span: [Int64] {
    let first = Int64((replay.entries.first?.moment.therapy.rawValue ?? 0) / 60_000)
    let last = Int64((replay.entries.last?.moment.therapy.rawValue ?? 0) / 60_000)
    return [first, max(last, first + 1)]
  }

  private static func thinned(_ points: [[Int64]]) -> [[Int64]] {
    guard points.count > most, let last = points.last else { return points }
    let step = (points.count + most - 1) / most
    return stride(from: 0, to: points.count - 1, by: step).map { points[$0] } + [last]
  }
}
