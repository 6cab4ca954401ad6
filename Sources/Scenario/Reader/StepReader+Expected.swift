import Console
import PumpText
import Telemetry
import Yams

/// What a step says of consent and of what has to come of it.
extension StepReader {
  func readConsent(
    _ fields: [StepKey: ScriptNode], into step: inout Step, _ action: StepKey
  ) throws(ScriptError) {
    for key in [StepKey.total, .confirm] {
      guard let node = fields[key] else { continue }
      guard action == .programmer else {
        throw node.error("\(key.rawValue) is for orders of the programmer")
      }
      guard step.consent == nil else {
        throw node.error("total says more than confirm; leave confirm out")
      }
      let text = try node.text(of: key.rawValue)
      if key == .confirm {
        guard text.text == "yes" || text.text == "true" else {
          throw node.error("confirm can only be yes; leave it out where nobody is to agree")
        }
        step.consent = .yes(node.place)
      } else {
        step.consent = .total(text)
      }
    }
  }

  func readExpected(
    _ fields: [StepKey: ScriptNode], into step: inout Step, _ action: StepKey
  ) throws(ScriptError) {
    let judged: [StepKey] = [
      .expect, .refused, .outcome, .says, .within, .throughout, .every, .remember,
    ]
    if ![.programmer, .bench, .client].contains(action),
      let key = judged.first(where: { fields[$0] != nil }), let node = fields[key]
    {
      throw node.error("\(key.rawValue) is for a step that tells something")
    }
    if let node = fields[.refused] {
      let text = try node.text(of: "refused")
      step.expected.refusal = PlacedText(
        text: text.text == "true" || text.text == "yes" ? "" : text.text, place: text.place)
    }
    if let refusal = step.expected.refusal { try check(refusal) }
    step.expected.outcome = try fields[.outcome]?.text(of: "outcome")
    step.expected.words = try fields[.says]?.text(of: "says")
    if let outcome = step.expected.outcome {
      let known = ["done", "read", "refused", "unknown", "failed"]
      guard known.contains(outcome.text) else {
        throw ScriptError(
          outcome.place, "an outcome is one of \(known.joined(separator: ", "))")
      }
      if step.expected.refusal != nil, outcome.text != "refused" {
        throw ScriptError(
          outcome.place, "it cannot be both refused and \(outcome.text); leave one out")
      }
    }
    if let node = fields[.expect] { try readValues(node, into: &step) }
    try readLook(fields, into: &step)
    for entry in try fields[.remember]?.names(of: "remember") ?? [] {
      step.remembered.append((try Self.name(entry.name), entry.text.text))
    }
  }

  /// That a pump can refuse for a reason at all.
  private func check(_ refusal: PlacedText) throws(ScriptError) {
    let codes = RefusalCode.all.map { "\($0.wireName)" }
    guard !refusal.text.isEmpty, !refusal.text.contains("${"), !codes.contains(refusal.text) else {
      return
    }
    let near = NearestWord.all(to: refusal.text, among: codes)
    throw ScriptError(
      refusal.place,
      "no pump refuses for “\(refusal.text.shown)”"
        + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?")
        + "; refusals.md has the codes")
  }

  private func readValues(_ node: ScriptNode, into step: inout Step) throws(ScriptError) {
    guard let mapping = node.node.mapping, !mapping.isEmpty else {
      throw node.error(
        "expect has keys of the result with what they have to be, for example "
          + "therapy.dose_mcg_per_day: 110 mcg/day")
    }
    for (key, value) in mapping {
      let key = try node.child(key).text(of: "expect")
      let wanted = try wanted(node.child(value))
      // What cannot be meant is told before anything is done; what stands for it is known later.
      if !Self.waits(wanted) { _ = try Matcher(wanted, of: key.text) }
      step.expected.values.append((key, wanted))
    }
  }

  private func wanted(_ node: ScriptNode) throws(ScriptError) -> Expected.Wanted {
    if let items = node.node.sequence {
      var all: [Expected.Wanted] = []
      for item in items { all.append(try wanted(node.child(item))) }
      return .list(all, node.place)
    }
    return .text(try node.text(of: "a value"))
  }

  static func waits(_ wanted: Expected.Wanted) -> Bool {
    switch wanted {
    case .text(let text): text.text.contains("${")
    case .list(let items, _): items.contains(where: waits)
    }
  }

  private func readLook(
    _ fields: [StepKey: ScriptNode], into step: inout Step
  ) throws(ScriptError) {
    let every = try fields[.every]?.text(of: "every")
    if let within = fields[.within], fields[.throughout] != nil {
      throw within.error("within looks until it holds, throughout that it holds; give one")
    }
    for (key, kind) in [(StepKey.within, Look.Kind.within), (.throughout, .throughout)] {
      guard let node = fields[key] else { continue }
      guard !step.expected.isEmpty else {
        throw node.error("\(key.rawValue) needs something to look for; give it an expect:")
      }
      if let consent = step.consent {
        throw ScriptError(
          consent.place,
          "an order is given once; look for its effect in a step "
            + "of its own")
      }
      step.look = Look(kind: kind, length: try node.text(of: key.rawValue), every: every)
    }
    if step.look == nil, let every {
      throw ScriptError(every.place, "every belongs to within or throughout")
    }
  }
}
