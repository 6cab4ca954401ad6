import Console
import PumpText
import Quantities
import Yams

/// Reads the parts of a script by the tables of their keys.
struct StepReader {
  private let reader: ScriptReader
  /// The files that stand one in the other here, the script's own first.
  private var path: [String]
  /// The names of the pumps beside the first.
  private var known: [String] = []

  init(_ reader: ScriptReader, path: [String]) {
    self.reader = reader
    self.path = path
  }

  mutating func script(_ top: ScriptNode) throws(ScriptError) -> Script {
    let fields: [TopKey: ScriptNode] = try top.fields("a script")
    var script = Script(top.place)
    guard let steps = fields[.steps] else {
      throw top.error("the script has no steps; write steps: and a list of them under it")
    }
    if let node = fields[.name] { script.name = try node.text(of: "name").text }
    if let node = fields[.about] { script.about = try node.text(of: "about").text }
    script.model = try fields[.when]?.text(of: "when").text
    for node in fields[.tags]?.items() ?? [] {
      script.tags.append(try node.text(of: "tags").text)
    }
    if let node = fields[.pump] { script.pump = try pump(node) }
    if let node = fields[.others] { script.others = try others(node) }
    for entry in try fields[.variables]?.names(of: "variables") ?? [] {
      script.variables[try Self.name(entry.name)] = entry.text.text
    }
    if let node = fields[.rows] { script.rows = try rows(node) }
    if let node = fields[.setup] { script.setup = try list(node, "setup") }
    script.steps = try list(steps, "steps")
    if let node = fields[.teardown] { script.teardown = try list(node, "teardown") }
    return script
  }

  private mutating func others(_ node: ScriptNode) throws(ScriptError) -> [String: ScriptPump] {
    guard let mapping = node.node.mapping, !mapping.isEmpty else {
      throw node.error("others has names with pumps, for example old: {profile: adult-40ml}")
    }
    var others: [String: ScriptPump] = [:]
    for (key, value) in mapping {
      let name = try Self.name(try node.child(key).text(of: "others"))
      others[name] = try pump(node.child(value))
    }
    known = others.keys.sorted()
    return others
  }

  private func pump(_ node: ScriptNode) throws(ScriptError) -> ScriptPump {
    let fields: [PumpKey: ScriptNode] = try node.fields("a pump")
    var pump = ScriptPump()
    pump.place = node.place
    let folder = Self.folder(of: node.file)
    pump.profile = try fields[.profile]?.text(of: "profile").text
    if let profile = pump.profile, profile.contains(".") {
      pump.profile = Self.path(profile, beside: folder)
    }
    pump.drugs = try fields[.drugs].map { node throws(ScriptError) in
      Self.path(try node.text(of: "drugs").text, beside: folder)
    }
    pump.clock = try fields[.clock]?.text(of: "clock").text
    pump.seed = try fields[.seed]?.number(of: "seed")
    pump.patient = try fields[.patient]?.text(of: "patient").text
    pump.isImplanted = try fields[.implanted]?.flag(of: "implanted") ?? true
    pump.hasBody = try fields[.body]?.flag(of: "body") ?? true
    for fault in fields[.faults]?.items() ?? [] {
      pump.faults.append(try fault.text(of: "faults"))
    }
    return pump
  }

  private mutating func list(_ node: ScriptNode, _ key: String) throws(ScriptError) -> [Step] {
    var steps: [Step] = []
    for item in try node.list(of: key, "- programmer: status") { steps.append(try step(item)) }
    return steps
  }

  private mutating func step(_ node: ScriptNode) throws(ScriptError) -> Step {
    let fields: [StepKey: ScriptNode] = try node.fields("a step")
    let actions = StepKey.actions.filter { fields[$0] != nil }
    guard let action = actions.first, actions.count == 1, let value = fields[action] else {
      let names = StepKey.actions.map(\.rawValue).joined(separator: ", ")
      throw node.error(
        actions.isEmpty
          ? "the step does nothing; it has one of \(names)"
          : "the step has \(actions.map(\.rawValue).joined(separator: " and ")); give each a step "
            + "of its own")
    }
    var step = Step(node.place, try self.action(action, value, fields))
    step.name = try fields[.name]?.text(of: "name").text
    step.model = try fields[.when]?.text(of: "when").text
    step.pump = try fields[.at]?.text(of: "at")
    if let pump = step.pump, !known.contains(pump.text) {
      throw ScriptError(
        pump.place,
        known.isEmpty
          ? "there is one pump; write others: with the names of further ones"
          : "there is no pump “\(pump.text.shown)”; the others are \(known.joined(separator: ", "))"
      )
    }
    try readConsent(fields, into: &step, action)
    try readExpected(fields, into: &step, action)
    return step
  }

  private mutating func action(
    _ key: StepKey, _ value: ScriptNode, _ fields: [StepKey: ScriptNode]
  ) throws(ScriptError) -> Step.Action {
    if key != .steps, let rows = fields[.rows] {
      throw rows.error("rows belong to a group; put the step under steps: beside them")
    }
    switch key {
    case .programmer: return .programmer(try words(value, key))
    case .bench: return .bench(try words(value, key))
    case .client: return .client(try words(value, key))
    case .wait: return .wait(try words(value, key))
    case .steps:
      let rows = try fields[.rows].map { node throws(ScriptError) in try self.rows(node) } ?? [[:]]
      return .group(rows: rows, try list(value, "steps"))
    case .include: return .group(rows: [[:]], try include(value))
    case .name, .at, .when, .rows, .total, .confirm, .expect, .refused, .outcome, .says, .within,
      .throughout, .every, .remember:
      preconditionFailure("a key that says what is done")
    }
  }

  private func words(_ node: ScriptNode, _ key: StepKey) throws(ScriptError) -> String {
    let text = try node.text(of: key.rawValue).text
    guard let words = CommandWords.split(text), !words.isEmpty else {
      throw node.error(
        text.isEmpty ? "\(key.rawValue) has no words" : "a quote is not closed in “\(text.shown)”")
    }
    for consent in ["--yes", "-y", "--confirm-total"] where key == .programmer {
      guard words.contains(where: { $0 == consent || $0.hasPrefix(consent + "=") }) else {
        continue
      }
      throw node.error(
        "a script consents by what it expects and not by \(consent); write total: with the most "
          + "that any 24 hours will hold, or confirm: yes where no dose changes")
    }
    return text
  }

  private mutating func include(_ node: ScriptNode) throws(ScriptError) -> [Step] {
    let name = try node.text(of: "include").text
    let file = Self.path(name, beside: Self.folder(of: node.file))
    if path.contains(file) {
      throw node.error("\(file.shown) includes itself, over \(path.joined(separator: ", "))")
    }
    guard path.count < ScriptReader.deepest else {
      throw node.error("scripts include each other more than \(ScriptReader.deepest) deep")
    }
    path.append(file)
    defer { path.removeLast() }
    let top = try reader.node(file, includedAt: node.place)
    let fields: [TopKey: ScriptNode] = try top.fields("a script")
    for key in [TopKey.pump, .others, .rows, .setup, .teardown, .when] {
      guard let extra = fields[key] else { continue }
      throw extra.error(
        "a script that is included has steps alone; \(key.rawValue) belongs to the one that "
          + "includes it")
    }
    guard let steps = fields[.steps] else { throw top.error("the script has no steps") }
    return try list(steps, "steps")
  }

  private func rows(_ node: ScriptNode) throws(ScriptError) -> [[String: String]] {
    var rows: [[String: String]] = []
    for item in try node.list(of: "rows", "- {dose: 110 mcg/day}") {
      var row: [String: String] = [:]
      for entry in try item.names(of: "a row") { row[try Self.name(entry.name)] = entry.text.text }
      if let first = rows.first, Set(first.keys) != Set(row.keys) {
        throw item.error(
          "the row has \(row.keys.sorted().joined(separator: ", ")), and the first one has "
            + first.keys.sorted().joined(separator: ", "))
      }
      rows.append(row)
    }
    guard !rows.isEmpty else {
      throw node.error("the table has no rows, so nothing would be played; take it out, or fill it")
    }
    return rows
  }

  /// A name that `${name}` can stand for.
  static func name(_ text: PlacedText) throws(ScriptError) -> String {
    let isName =
      text.text.first?.isLetter == true
      && text.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isName else {
      throw ScriptError(
        text.place, "“\(text.text.shown)” is no name; it has letters, digits and _ alone")
    }
    return text.text
  }

  /// The folder that a file is in, with its slash.
  static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }

  static func path(_ name: String, beside folder: String) -> String {
    name.hasPrefix("/") ? name : folder + name
  }
}
