import BadLink
import PumpWorld
import Quantities

extension BenchMethod {
  /// The table of what each method takes. What is longer or more than it says is no request.
  package var parameters: [BenchParameter] {
    switch self {
    case .capture, .captureStop, .faults, .link, .quit, .reconcile, .rinse, .truth, .usb,
      .usbPlug, .usbUnplug:
      []
    case .advance:
      [
        .number(
          "milliseconds", 0...BenchRequest.longest,
          "How much therapy time passes, in milliseconds, to 100 years of therapy in all."),
        .word(
          "until", nil, and: AdvanceEnd.Kind.allCases.map { $0.rawValue },
          "What ends it before, at that very moment (see [Until](#until)); left out for nothing.",
          isOptional: true),
        .word(
          "alarm", .alarm, "Which alarm it goes until; left out for any of them.",
          isOptional: true),
        .number(
          "at_s", 0...BenchRequest.longest / 1000,
          "For `clock`: seconds after the midnight with which the pump's day began; a moment of"
            + " that day which has passed is meant of the next. Left out with all others.",
          isOptional: true),
        .number(
          "at_ms", 0...BenchRequest.longest,
          "For `therapy-time`: true therapy time since the pump was first switched on, in"
            + " milliseconds. Left out with all others.", isOptional: true),
      ]
    case .events, .follow:
      [
        .number(
          "since", 0...Int128(UInt64.max),
          "The number of the first event that is wanted; left out, the first there was. Of one that"
            + " is still to come, only those from now on.", isOptional: true)
      ]
    case .clear: [.word("unit", .faultUnit, and: ["all"], "Whose fault ends.")]
    case .crash:
      [
        .word("point", .crashPlace, and: ["none"], "Where it strikes; `none` plans none."),
        .number(
          "count", 1...Int128(UInt32.max), as: .unsigned32,
          "At the Nth such write, a count; left out for the next.", isOptional: true),
        .word("state", .crashKind, "What it is; left out for `cycle`.", isOptional: true),
      ]
    case .fault: Self.faultParameters
    case .fill:
      [
        .number(
          "nanolitres", 1...BenchRequest.mostVolume, "How much is filled in, in nanolitres."),
        .number(
          "mcg_per_ml", 0...Int128(Concentration.maximum), as: .unsigned32,
          "Its strength in micrograms per millilitre; 0 is drug-free."),
        .word("drug", .drug, "Which drug; left out for baclofen.", isOptional: true),
      ]
    case .withdraw:
      [
        .number(
          "nanolitres", 1...BenchRequest.mostVolume, "How much is drawn out, in nanolitres.")
      ]
    case .head:
      [
        .word(
          "state", .headPlace, and: ["place", "remove"],
          "Where the programming head is: near, answers cost the pump's battery; away, no byte"
            + " passes. `place` is contact, `remove` is away.")
      ]
    case .power:
      [
        .word(
          "state", nil, and: PowerSwitch.allCases.map { $0.rawValue },
          "Whether the pump gets power; `cycle` takes it and gives it back.")
      ]
    case .explant:
      [
        .path(
          "path",
          "An absolute path where no file is yet, for the body; left out, it lies beside the pump.",
          isOptional: true)
      ]
    case .implant:
      [
        .path(
          "path", "The absolute path of a body; left out, it is the one beside the pump.",
          isOptional: true),
        .number(
          "nanolitres", 1...BenchRequest.longestCatheter,
          "What a new catheter holds, in nanolitres; left out, the pump gets the one that is"
            + " there.",
          isOptional: true),
        .number(
          "tip_cell", 0...BenchRequest.lowestCell,
          "The cell of the patient's spinal fluid that the tip lies in now, 0 at the head; left"
            + " out, it stays where it was.",
          isOptional: true),
      ]
    case .inject:
      [
        .number("nanograms", 1...BenchRequest.mostDrug, "How much drug, in nanograms."),
        .word("drug", .drug, "Which drug; left out for baclofen.", isOptional: true),
      ]
    case .patient:
      [
        .number(
          "days", 1...BenchRequest.mostDays,
          "How many days of the diary, that which is not over included; left out, none.",
          isOptional: true)
      ]
    case .captureStart:
      [
        .path(
          "path",
          "An absolute path: of a new file, of a capture that is added to, or of a pipe that is"
            + " read.")
      ]
    case .restore: [.path("path", "The absolute path of a copy.")]
    case .snapshot: [.path("path", "An absolute path where no file is yet.")]
    case .linkClear: [Self.direction]
    case .linkSet:
      [
        Self.direction,
        .number(
          "seed", 0...Int128(UInt64.max),
          "What luck begins with, a number without a unit. Left out, it stays as it is.",
          isOptional: true),
      ] + Self.lineFaults
    }
  }

  private static var faultParameters: [BenchParameter] {
    [
      .word("unit", .faultUnit, "What fails."),
      .word("kind", .faultKind, "How it fails."),
      .number(
        "value", Int128(Int64.min)...Int128(Int64.max), as: .signed64,
        "How badly, in the measure of the kind; left out for a kind that has none.",
        isOptional: true),
      .number(
        "milliseconds", 1...BenchRequest.longest,
        "How long it lasts, in milliseconds; left out until it is cleared.", isOptional: true),
    ]
  }

  private static var direction: BenchParameter {
    .word("direction", .direction, "Which way; left out for both.", isOptional: true)
  }

  /// What can be wrong with the line, in the order in which it acts. All of it may be left out, and
  /// stays as it is then.
  package static var lineFaults: [BenchParameter] {
    LinkChance.allCases.flatMap { chance in
      let often = BenchParameter(
        name: chance.name, values: .numbers(0...Int128(Chance.whole), .unsigned32),
        meaning: chance.effect + ".", measure: "parts per million of the \(chance.chances)",
        isOptional: true)
      return [often] + beside(chance)
    } + [
      BenchParameter(
        name: LinkSetting.baudKey,
        values: .zeroOrNumbers(speeds, .unsigned32),
        meaning: LinkSetting.baudEffect + ", and 0 for as fast as can be.",
        measure: "bits per second", isOptional: true)
    ]
  }

  private static var speeds: ClosedRange<Int128> {
    let speeds = PacedLink<PerfectLink>.speeds
    return Int128(speeds.lowerBound)...Int128(speeds.upperBound)
  }

  /// What is set beside a chance, or acts right after it.
  private static func beside(_ chance: LinkChance) -> [BenchParameter] {
    switch chance {
    case .duplicate, .loss, .truncate, .reorder, .merge, .split: []
    case .burst:
      [
        BenchParameter(
          name: LinkSetting.burstKey,
          values: .numbers(1...Int128(LinkFaults.longestBurst), .signed64),
          meaning: LinkSetting.burstEffect + ".", measure: "bytes", isOptional: true)
      ]
    case .flip: [length(.latency), length(.jitter)]
    case .stall: [length(.stall)]
    }
  }

  private static func length(_ length: LinkLength) -> BenchParameter {
    BenchParameter(
      name: length.name, values: .numbers(0...Int128(LinkFaults.longest.rawValue), .unsigned64),
      meaning: length.effect + ".", measure: "milliseconds", isOptional: true)
  }
}
