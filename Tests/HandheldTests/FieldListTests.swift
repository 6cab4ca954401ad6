import ClinicSupport
import Decode
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import Handheld

@Suite(.limited)
struct FieldListTests {
  private func text(_ value: some Visitable) -> [String] {
    FieldList.of(value).map { "\($0.name)=\($0.value.text)" }
  }

  @Test func `parts of parts are named in the order of the wire`() throws {
    let bolus = try #require(
      PeriodicBolus(
        nanograms: 10_000, milliseconds: 60_000, intervalMinutes: 360, firstMinutes: 0))
    let staged = StageTherapy(.periodicBolus(bolus))
    #expect(
      text(staged) == [
        "therapy.mode=periodicBolus", "therapy.dose.nanogramsPerDay=0", "therapy.week=0",
        "therapy.periodic.nanograms=10000", "therapy.periodic.milliseconds=60000",
        "therapy.periodic.intervalMinutes=360", "therapy.periodic.firstMinutes=0",
        "overridesSoftLimits=false",
      ])
    #expect(text(StageTherapy(.minimumRate)).contains("therapy.periodic=none"))
  }

  @Test func `fields of a message are readable`() {
    let bolus = StartBolus(nanograms: 50_000, milliseconds: 600_000)
    #expect(
      text(Request.order(Order(.startBolus(bolus), notAfter: 9))) == [
        "nanograms=50000", "milliseconds=600000", "overridesSoftLimits=false",
        "confirmedNanograms=0", "notAfter=9",
      ])
  }

  @Test func `what a request is by what it does is no field of it`() {
    #expect(text(Request.order(Order(.stop, notAfter: 9))) == ["notAfter=9"])
    #expect(
      text(Request.order(Order(.resume(ConfirmedOrder(confirmedNanograms: 5)), notAfter: 9)))
        == ["confirmedNanograms=5", "notAfter=9"])
    let key = AsconBlock(low: 1, high: 2)
    #expect(
      text(Request.order(Order(.rotateKey(RotateKey(role: .patient, key: key)), notAfter: 9)))
        == ["role=patient", "key=not shown", "notAfter=9"])
    #expect(text(Request.query(.readStatus)) == [])
    #expect(text(Request.query(.readPatientBolus(.staged))) == ["source=staged"])
    #expect(
      text(Request.query(.readForecast(.bridge(flowNanolitresPerDay: 7))))
        == ["subject=bridge", "flowNanolitresPerDay=7"])
    #expect(text(Request.query(.readLog(ReadLog(from: 7)))) == ["first=7"])
    #expect(text(Request.opening(.emergencyRate(EmergencyRate(session: 3)))) == ["session=3"])
    let part = Request.Part.patientBolus(StagePatientBolus(nil))
    #expect(text(Request.part(part)) == ["settings=none", "overridesSoftLimits=false"])
  }

  @Test func `in JSON a number is a number, a flag a flag, and what has no value null`() throws {
    func json(_ value: some Visitable) throws -> String {
      let values = FieldList.of(value).map { ($0.name, $0.value) }
      return try JSONText.line(Dictionary(uniqueKeysWithValues: values))
    }
    #expect(
      try json(StagePatientBolus(nil))
        == #"{"overridesSoftLimits":false,"settings":null}"# + "\n")
    let bolus = StartBolus(nanograms: .max, milliseconds: 600_000)
    #expect(
      try json(Request.order(Order(.startBolus(bolus), notAfter: 9)))
        == #"{"confirmedNanograms":0,"milliseconds":600000,"nanograms":4294967295,"#
        + #""notAfter":9,"overridesSoftLimits":false}"# + "\n")
  }

  @Test func `what is kept in an array of fixed size is named place by place`() {
    var log = LogLab()
    log.add(.lowAlarm, at: 9, number: 2_000_000)
    log.add(.entriesLost, at: 10, number: 3)
    guard case .page(let page) = log.page(1) else {
      Issue.record("no page")
      return
    }
    let fields = text(page)
    #expect(fields.contains("entry1.entry.number=2000000"), "\(fields)")
    #expect(fields.contains("entry2.entry.kind=entriesLost"))
    #expect(fields.contains("newest=2"))
    let plan = DayStep(startMinute: 0, dose: .zero).map { DayPlan($0) }
    #expect(
      plan.map(text) == ["step1.startMinute=0", "step1.dose.nanogramsPerDay=0"], "\(fields)")
  }

  @Test func `every field of the largest message has a name, and no name comes twice`() {
    let names = FieldList.of(Samples.interrogation()).map { $0.name }
    #expect(names.count > 25)
    #expect(Set(names).count == names.count, "\(names)")
    #expect(!names.contains(""))
    #expect(names.contains("status.reservoirNanolitres"))
    #expect(names.contains("identity.serial"))
  }
}
