import BenchControl
import ClientJudge
import CommandEntry
import Decode
import PumpPlant
import PumpText
import PumpWorld
import Scenario
import Telemetry
import TestLimits
import Testing
import UsbTree
import YamlFiles

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import PumpSimulator
@testable import programmer

/// The words that texts in JSON may be, against the enums that they come from.
@Suite(.waiting, .limited)
struct JSONSchemaWordsTests {
  /// The lists of words that the schemas name, and what they are made from.
  private static let lists: [String: [String]] = [
    "programmer/alarm_name": names(Alarm.self),
    "programmer/battery_state": names(BatteryState.self),
    "programmer/bridge_decision": names(BridgeDecision.self),
    "programmer/catheter_reason": CatheterReason.all.map(\.storedName),
    "programmer/clock_reason": names(ClockReason.self),
    "programmer/direction": words(CapturedPiece.Direction.self),
    "programmer/drug": names(DrugCode.self),
    // A refill and a programme are what the archive has a table for; the rest are doses.
    "programmer/effect_kind": ["refill", "therapy", "catheter"] + words(OrderEffects.DoseKind.self),
    "programmer/handset_call": words(HandsetView.Call.self),
    "programmer/handset_hindrance": words(HandsetView.Hindrance.self),
    "programmer/handset_runs": words(HandsetView.Runs.self),
    "programmer/indication": words(Indication.self),
    "programmer/infusion_kind": names(InfusionKind.self),
    "programmer/log_kind": names(LogKind.self),
    "programmer/log_problem": words(LogFinding.Problem.self),
    "programmer/mode": names(InfusionMode.self),
    "programmer/new_pump_state": words(NewPumpState.self),
    "programmer/old_pump_state": words(OldPumpState.self),
    "programmer/order_evidence": words(OrderEvidence.self),
    "programmer/order_fate": words(OrderFate.self),
    "programmer/script_end": words(ScenarioFinding.Outcome.self),
    "programmer/step_end": words(StepFinding.Outcome.self),
    "programmer/order_name": words(OrderName.self),
    "programmer/primed_path": names(PrimedPath.self),
    "programmer/present": words(Present.Name.self),
    "programmer/refill_cause": words(RefillDue.Cause.self),
    "programmer/refusal_code": names(RefusalCode.self),
    "programmer/reply": bytes.compactMap { ReplyType(rawValue: $0) }.map { "\($0)" },
    "programmer/request": names(RequestType.self),
    "programmer/role": names(Role.self),
    "programmer/seal_state": words(Seal.State.self),
    "programmer/setting_name": words(Setting.self),
    "programmer/setting_source": words(SettingsResult.Source.self),
    "programmer/step_rule": bytes.compactMap { StepRule(rawValue: $0)?.name },
    "programmer/temporary_reason": names(TemporaryReason.self),
    "programmer/tone": names(Tone.self),
    "programmer/transfer_value": words(TransferRow.Value.self),
    "programmer/trial_state": words(TrialJSON.State.self),
    "programmer/undelivered_cause": names(UndeliveredCause.self) + ["unknown"],
    "programmer/visit_end": words(SessionEnd.self),
    "programmer/warning_code": words(Warning.Code.self),
    "programmer/weekday": Weekdays.everyDay.jsonNames,
    "PumpFirmwareSim/adapter_kind": AdapterKind.allCases.map(\.name),
    "PumpFirmwareSim/advance_end": words(AdvanceEnd.Kind.self),
    "PumpFirmwareSim/alarm_name": names(Alarm.self),
    "PumpFirmwareSim/case_verdict": words(CaseVerdict.self),
    "PumpFirmwareSim/call_reason": PatientCall.Reason.all.list.map(\.name),
    "PumpFirmwareSim/claim_name": words(Claim.Name.self),
    "PumpFirmwareSim/command_event": words(CommandEventJSON.Event.self),
    "PumpFirmwareSim/conformance_case": words(ConformanceCase.self),
    "PumpFirmwareSim/conformance_rule": words(Expectation.Rule.self),
    "PumpFirmwareSim/crash_kind": words(ArmedCrash.Kind.self),
    "PumpFirmwareSim/crash_place": words(CrashPlace.self),
    "PumpFirmwareSim/drowsiness": PatientReading.Drowsiness.all.list.map(\.name),
    "PumpFirmwareSim/drug": BenchDrug.all.map(\.benchName),
    "PumpFirmwareSim/fault_kind": FaultKind.allCases.map(\.name),
    "PumpFirmwareSim/fault_measure": bytes.compactMap { FaultMeasure(rawValue: $0)?.name },
    "PumpFirmwareSim/fault_unit": FaultUnit.allCases.map(\.name),
    "PumpFirmwareSim/handiwork": BenchMethod.allCases.filter { $0.isHandiwork || $0 == .restore }
      .map(\.rawValue),
    "PumpFirmwareSim/happening_name": words(BenchEvent.self),
    "PumpFirmwareSim/head_place": HeadPlace.allCases.map(\.name),
    "PumpFirmwareSim/line_event": words(PortEventJSON.Event.self),
    "PumpFirmwareSim/log_kind": names(LogKind.self),
    "PumpFirmwareSim/reset_cause": names(ResetCause.self),
    "PumpFirmwareSim/tone": names(Tone.self),
    "PumpFirmwareSim/withdrawal_grade": PatientReading.Withdrawal.all.list.map(\.name),
    "control/direction": words(LinkDirection.self),
  ]

  /// The units of refusals.
  private static var refusalUnits: [String] {
    RefusalCode.all.compactMap { code in code.unit.map { unit in "\(unit)" } }
  }

  /// Keys that list their words themselves, and what those are made from.
  private static let ownLists: [String: [String]] = [
    "programmer/refusal: unit": refusalUnits,
    "programmer/seal: key": Role.all.flatMap { role in [role.name, "\(role.name), pending"] }
      + ["key log"],
    "programmer/settlement: settled_as": [OrderFate.done, .notDone].map(\.rawValue),
    "programmer/step: mode": [InfusionMode.simpleContinuous, .minimumRate].map(\.name),
    "control/params_advance: until": words(AdvanceEnd.Kind.self),
    "control/params_power: state": words(PowerSwitch.self),
  ]
  /// Keys whose few words are of one place and of no enum.
  private static let ofOnePlace: Set<String> = [
    "programmer/bridge: state", "programmer/change: delivery", "programmer/emergency: order",
    "programmer/history_row: kind", "programmer/history_row: response",
    "programmer/interrogation: delivery",
    "programmer/keys: opened_by", "programmer/order: delivery", "programmer/port: kind",
    "programmer/port_event: event", "PumpFirmwareSim/alarm: event",
    "programmer/run_event: event", "PumpFirmwareSim/happening: state",
    "PumpFirmwareSim/patient_event: event", "PumpFirmwareSim/ready: event",
    "PumpFirmwareSim/record: event",
    "PumpFirmwareSim/ready_pumps: event",
    "PumpFirmwareSim/truth: power", "control/params_clear: unit", "control/params_crash: point",
    "control/params_head: state",
  ]
  /// What ties a line of JSON to what it is; each has a test of its own.
  private static let envelope: Set<String> = ["outcome", "jsonrpc", "method"]
  /// Keys that may be any text: sentences, paths, names that people gave, moments.
  private static let anyText: Set<String> = [
    "adapter_serial", "advice", "at", "at_latest_on", "began", "body", "card", "catheter_model",
    "clock", "code", "command", "confirmed", "control", "description", "device", "done_to_it",
    "dropped", "empty_on", "ended", "ends_on", "eri_on", "evidence", "failures", "field", "file",
    "firmware", "intended", "link", "link_dir", "links", "live", "low_alarm_date", "low_alarm_on",
    "meaning", "message", "model", "must", "name", "next_not_before", "not_before_on", "observed",
    "parameters", "path", "patient", "port", "preview", "product_id", "profile", "profiles",
    "protocol", "pump",
    "reason", "recorded", "refill_by", "replace_by", "row", "script", "sentence", "serial",
    "settled", "stable_until", "step", "tags", "target", "testbed", "text", "tip_level",
    "usb_testbed", "value", "variable", "vendor_id", "verb", "wire", "words",
  ]

  private static let bytes = 0...UInt8.max

  private static func names<Choice: NamedChoice>(_: Choice.Type) -> [String] {
    Choice.all.map(\.name)
  }

  private static func words<Word: CaseIterable & RawRepresentable<String>>(
    _: Word.Type
  ) -> [String] { Word.allCases.map(\.rawValue) }

  /// The texts that a key may be: its own schema, that of its elements, or one of several.
  private static func texts(_ schema: JSON) -> [JSON] {
    let types = schema.type.elements + [schema.type]
    let own = types.contains("string") ? [schema] : []
    let parts = schema.anyOf.elements + (schema.items == .null ? [] : [schema.items])
    return own + parts.flatMap(texts)
  }

  private static func listed(_ schema: JSON) -> [String] {
    schema.enum.elements.compactMap(\.string)
  }

  @Test func `every list of words has those of its enum`() throws {
    var met: Set<String> = []
    for (place, shape) in try JSONSchemas.shapes() where shape.type == "string" {
      met.insert(place)
      let wanted = try #require(Self.lists[place], "\(place) is held against no enum")
      let found = Self.listed(shape)
      #expect(Set(found) == Set(wanted) && found.count == Set(found).count, "\(place)")
    }
    #expect(met == Set(Self.lists.keys))
  }

  @Test func `every text is of a list, of a pattern, or known to be any`() throws {
    var (met, free): (Set<String>, Set<String>) = ([], [])
    for key in try JSONSchemas.keys() where !Self.envelope.contains(key.name) {
      for text in Self.texts(key.schema) where text.pattern == .null {
        let found = Self.listed(text)
        if found.isEmpty {
          free.insert(key.name)
          #expect(Self.anyText.contains(key.name), "\(key.description) may be any text")
          continue
        }
        met.insert(key.description)
        if let wanted = Self.ownLists[key.description] {
          #expect(Set(found) == Set(wanted), "\(key.description)")
        } else {
          #expect(Self.ofOnePlace.contains(key.description), "\(key.description) is of no enum")
        }
      }
    }
    #expect(free == Self.anyText)
    #expect(met == Self.ofOnePlace.union(Self.ownLists.keys))
  }
}
