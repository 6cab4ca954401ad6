/// A colour of the report by what it stands for, on white paper and on a dark screen.
enum Ink: String, CaseIterable {
  /// Words.
  case text
  /// Words that stand back.
  case quiet
  /// An axis.
  case axis
  /// The lines behind a drawing.
  case grid
  /// What was programmed.
  case programmed
  /// What the pump says that it did.
  case delivered
  /// What a bench saw.
  case truth
  /// What an alarm is about.
  case alarm
  /// A moment or a thing of its own.
  case mark
  /// A stretch in which something was held up.
  case pause
  /// What is only there to connect.
  case faint
  /// The days of a programme, one colour for each plan.
  case plan1, plan2, plan3, plan4, plan5, plan6, plan7

  /// The days of a programme in their order.
  static let plans: [Ink] = [.plan1, .plan2, .plan3, .plan4, .plan5, .plan6, .plan7]

  /// The colour on white.
  var light: String {
    switch self {
    case .text: "#2b363d"
    case .quiet: "#47545d"
    case .axis, .programmed: "#5b6770"
    case .grid: "#e4e9ec"
    case .delivered, .plan1: "#1b5e9e"
    case .truth, .plan2: "#b54e08"
    case .alarm, .plan6: "#a3162a"
    case .mark: "#1c242a"
    case .pause: "#d8dee2"
    case .faint: "#7f8b94"
    case .plan3: "#2e7d4f"
    case .plan4: "#7b3fa0"
    case .plan5: "#8a6d00"
    case .plan7: "#00707a"
    }
  }

  /// The colour on a dark screen.
  var dark: String {
    switch self {
    case .text: "#d7dee3"
    case .quiet: "#b0bbc3"
    case .axis, .programmed: "#9aa7b0"
    case .grid: "#2c363d"
    case .delivered, .plan1: "#6cb0f0"
    case .truth, .plan2: "#f3954a"
    case .alarm, .plan6: "#ff8090"
    case .mark: "#eef2f4"
    case .pause: "#3a464e"
    case .faint: "#7f8b94"
    case .plan3: "#6cc492"
    case .plan4: "#c79be6"
    case .plan5: "#d9b84a"
    case .plan7: "#58c4ce"
    }
  }

  /// What the sheet of styles knows an element of this colour by.
  var style: String { "ink-\(rawValue)" }

  /// The rules that change a drawing's colours, which stand in its attributes, for a dark screen.
  static var darkRules: String {
    allCases.map { ink in
      "  .\(ink.style)[stroke] { stroke: \(ink.dark); }\n"
        + "  .\(ink.style)[fill]:not([fill=none]) { fill: \(ink.dark); }"
    }.joined(separator: "\n")
  }
}
