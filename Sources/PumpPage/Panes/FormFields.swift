import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

/// Fields with what was typed in them.
struct FormFields {
  let typed: Act
  let problem: FormProblem?

  func field(
    _ id: String, _ label: String, value: String = "", hint: String = "", example: String
  ) -> Node {
    let written = typed.values.contains { $0.name == id } ? typed[id] : value
    return .field(
      Node.Field(
        id: id, label: label, value: written, placeholder: example, hint: hint,
        error: problem?.field == id ? problem?.words ?? "" : ""))
  }

  func choice(_ id: String, _ label: String, _ options: [(String, String)]) -> Node {
    let written = typed[id]
    return .choice(
      Node.Choice(
        id: id, label: label, value: written.isEmpty ? options.first?.0 ?? "" : written,
        options: options.map { Node.Option(id: $0.0, label: $0.1) }))
  }

  func check(_ id: String, _ label: String) -> Node {
    .check(id: id, label: label, isOn: typed.has(id))
  }

  /// Which steps are warned of.
  var indication: Node {
    choice(
      "indication", "Warn by the usual steps of",
      Indication.allCases.map { ($0.rawValue, $0.words) })
  }

  /// Whether it may be more than is usual.
  var override: Node { check("override", "Go beyond the drug profile's usual limits") }

  /// What can be chosen of a choice of the protocol.
  static func names<Case: NamedChoice>(
    _ type: Case.Type, _ words: (Case) -> String
  ) -> [(String, String)] {
    Case.all.map { ($0.name, words($0)) }
  }
}
