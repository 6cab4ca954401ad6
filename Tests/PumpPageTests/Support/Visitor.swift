import Quantities
import Testing

@testable import PumpPage

/// Somebody at the page: sees what it shows, types and presses.
struct Visitor {
  let page: Page
  /// What is typed in the fields of each pane, as the page's script would hold it.
  private var typed: [String: [String: String]] = [:]
  private var screens: [String: String] = [:]

  init(_ fragment: String = "scenario=implant&seed=7") { page = Page(fragment) }

  /// The pane of a name, as it is shown.
  func screen(_ pane: String) -> ViewValue {
    guard case .list(let panes)? = page.value["panes"],
      let found = panes.first(where: { $0["id"] == .text(pane) }), let screen = found["screen"]
    else {
      Issue.record("there is no pane \(pane)")
      return .null
    }
    return screen
  }

  /// All that stands on it, groups opened.
  func nodes(_ pane: String) -> [ViewValue] { Self.flat(screen(pane)["nodes"]) }

  private static func flat(_ nodes: ViewValue?) -> [ViewValue] {
    guard case .list(let all)? = nodes else { return [] }
    return all.flatMap { node -> [ViewValue] in
      node["t"] == .text("group") ? [node] + flat(node["nodes"]) : [node]
    }
  }

  /// All text on a pane, as one.
  func words(_ pane: String) -> String {
    var json: [UInt8] = []
    screen(pane).write(to: &json)
    return String(decoding: json, as: UTF8.self)
  }

  var title: String { screen("clinician")["title"]?.text ?? "" }

  /// Types into a field.
  mutating func type(_ text: String, in id: String, of pane: String = "clinician") {
    keep(pane)
    #expect(nodes(pane).contains { $0["id"] == .text(id) }, "there is no field \(id)")
    typed[pane, default: [:]][id] = text
    send("typed", pane)
  }

  /// Presses what is labelled so, and lets the handheld do what it does.
  mutating func press(_ label: String, of pane: String = "clinician", lasting ms: UInt32 = 4000) {
    keep(pane)
    let action = nodes(pane).first { $0["t"] == .text("action") && $0["label"] == .text(label) }
    guard let action, let id = action["id"]?.text else {
      Issue.record("there is no “\(label)” on \(title): \(words(pane))")
      return
    }
    #expect(action["why"] == nil, "“\(label)” cannot be pressed: \(action["why"]?.text ?? "")")
    send(id, pane)
    wait(ms)
  }

  /// Chooses one of several.
  mutating func choose(_ option: String, in id: String, of pane: String = "clinician") {
    type(option, in: id, of: pane)
  }

  mutating func wait(_ ms: UInt32) {
    for _ in 0..<ms / 50 { page.pass(50) }
  }

  /// Holds the handheld to the skin and reads the pump.
  mutating func interrogate() {
    if nodes("clinician").contains(where: { $0["id"] == .text("head") }) {
      choose("contact", in: "head")
    }
    let label = ["Interrogate again", "Interrogate the pump"].first { label in
      nodes("clinician").contains { $0["label"] == .text(label) }
    }
    press(label ?? "Interrogate the pump")
  }

  /// Opens a form of a workflow.
  mutating func open(_ form: String, under flow: String) {
    press(flow)
    press(form)
  }

  mutating func letPass(_ length: String) {
    type(length, in: "length", of: "bench")
    press("Let pass", of: "bench", lasting: 0)
  }

  /// What is typed on a screen is gone with it.
  private mutating func keep(_ pane: String) {
    let id = screen(pane)["id"]?.text ?? ""
    if screens[pane] != id { typed[pane] = [:] }
    screens[pane] = id
  }

  private func send(_ id: String, _ pane: String) {
    var values: [String: String] = [:]
    for node in nodes(pane) {
      guard let name = node["id"]?.text else { continue }
      switch node["t"]?.text {
      case "field", "choice": values[name] = node["value"]?.text ?? ""
      case "check": values[name] = node["on"] == .flag(true) ? "true" : "false"
      default: break
      }
    }
    values.merge(typed[pane] ?? [:]) { $1 }
    let lines = values.sorted { $0.key < $1.key }.map { "\n\($0.key)=\($0.value)" }.joined()
    page.act("\(pane)/\(id)\(lines)")
  }
}
