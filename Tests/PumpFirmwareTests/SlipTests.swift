import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A slip of one key on a plausible dose: what a plain yes lets through stays within the largest
/// step, and what lands beyond it needs its total typed.
@Suite(.limited)
struct SlipTests {
  /// A dose that runs and the one that was meant, as typed, in mcg/day; and the key that slipped.
  struct Slip: Sendable, CustomTestStringConvertible {
    let running: UInt32
    let meant: String
    let typed: String

    var testDescription: String { "\(running) ng/day, \(meant) meant, \(typed) typed" }
  }

  /// What runs, and what a clinician would type next: steps of titration, up and down.
  private static let steps: [(running: UInt32, meant: String)] = [
    (25_000, "30"), (100_000, "110"), (100_000, "120.5"), (100_000, "82.5"), (250_000, "300"),
    (350_500, "385.5"), (400_000, "440"), (500_000, "450"), (90_000, "99"), (120_000, "150"),
  ]

  /// Every slip of one key: a digit doubled, dropped, swapped with the next or its neighbour on the
  /// keyboard; the decimal point lost; a zero added.
  private static let slips: [Slip] = steps.flatMap { step in
    let keys = Array(step.meant)
    var typed: Set<String> = [step.meant + "0"]
    for (place, key) in keys.enumerated() {
      var dropped = keys
      dropped.remove(at: place)
      typed.insert(String(dropped))
      guard let digit = key.wholeNumberValue else { continue }
      typed.insert(String(keys[...place] + keys[place...]))
      for neighbour in [digit - 1, digit + 1] where (0...9).contains(neighbour) {
        var other = keys
        other[place] = Character("\(neighbour)")
        typed.insert(String(other))
      }
      if place + 1 < keys.count {
        var swapped = keys
        swapped.swapAt(place, place + 1)
        typed.insert(String(swapped))
      }
    }
    typed.remove(step.meant)
    return typed.sorted().map { Slip(running: step.running, meant: step.meant, typed: $0) }
  }

  /// A number of at most three decimals in thousandths; `nil` when it is none.
  private static func thousandths(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = UInt32(parts[0]) else { return nil }
    guard parts.count == 2 else { return whole * 1000 }
    guard (1...3).contains(parts[1].count), let fraction = UInt32(parts[1]) else { return nil }
    return whole * 1000 + fraction * [0, 100, 10, 1][parts[1].count]
  }

  @Test func `what a plain yes takes is within the largest step`() throws {
    var taken = 0
    var asked = 0
    for slip in Self.slips {
      guard let dose = Self.thousandths(slip.typed), dose <= DoseRate.maximum else { continue }
      var bench = try Bench(.sample(), .implant(.daily(slip.running), strength: 500))
      bench.open()
      guard bench.ask(.therapy(StageTherapy(.daily(dose)))).isDone,
        case .staged(let report) = bench.ask(.readBack),
        case .forecast(let forecast) = bench.ask(.readForecast(.staged))
      else { continue }
      let isWithin = dose <= 2 * slip.running && 2 * dose >= slip.running
      #expect((forecast.step.beyond == .none) == isWithin, "\(slip)")
      #expect(forecast.step.mostNanograms >= dose, "\(slip)")
      let plain = bench.ask(.commit(Commit(token: report.token)))
      #expect(plain.isDone == isWithin, "\(slip)")
      #expect(bench.firmware.state.therapy == .daily(isWithin ? dose : slip.running), "\(slip)")
      if isWithin {
        taken += 1
      } else {
        asked += 1
        #expect(plain.refusal?.code == .totalUnconfirmed, "\(slip)")
      }
    }
    #expect(Self.slips.count >= 90 && taken > 20 && asked > 20, "\(taken) taken, \(asked) asked")
  }

  @Test func `a usual step of titration gets no harder`() throws {
    for step in Self.steps {
      let dose = try #require(Self.thousandths(step.meant))
      var bench = try Bench(.sample(), .implant(.daily(step.running), strength: 500))
      bench.open()
      #expect(bench.ask(.therapy(StageTherapy(.daily(dose)))).isDone)
      guard case .staged(let report) = bench.ask(.readBack) else { continue }
      #expect(bench.ask(.commit(Commit(token: report.token))).isDone)
      #expect(bench.firmware.state.therapy == .daily(dose))
    }
  }
}
