import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import Handheld

@Suite(.limited)
struct FieldListTests {
  private struct Inner {
    let low: Int
    let high: Int?
  }

  private struct Outer {
    let first: Bool
    let inner: Inner
  }

  private enum Choice {
    case nothing
    case number(Int)
    case labelled(by: Int)
  }

  private func text(_ value: Any) -> [String] {
    FieldList.of(value).map { "\($0.name)=\($0.value)" }
  }

  @Test func `parts of parts are named in the order of their declaration`() {
    let value = Outer(first: true, inner: Inner(low: 1, high: nil))
    #expect(text(value) == ["first=true", "inner.low=1", "inner.high=none"])
    let other = Outer(first: false, inner: Inner(low: 1, high: 2))
    #expect(text(other) == ["first=false", "inner.low=1", "inner.high=2"])
  }

  @Test func `a case is named with what it carries`() {
    #expect(FieldList.of(Choice.nothing).map(\.value) == ["nothing"])
    #expect(FieldList.of(Choice.number(5)).map(\.value).first?.hasSuffix("5") == true)
    #expect(FieldList.of(Choice.labelled(by: 6)).map(\.value).first?.contains("6") == true)
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
    #expect(text(Request.query(.readStatus)) == ["=readStatus"])
    #expect(text(Request.query(.readPatientBolus(.staged))) == ["=readPatientBolus staged"])
    #expect(text(Request.query(.readLog(ReadLog(from: 7)))) == ["first=7"])
    #expect(text(Request.opening(.emergencyRate(EmergencyRate(session: 3)))) == ["session=3"])
    let part = Request.Part.patientBolus(StagePatientBolus(nil))
    #expect(text(Request.part(part)) == ["settings=none", "overridesSoftLimits=false"])
  }

  @Test func `in JSON a number is a number, a flag a flag, and what has no value null`() throws {
    func json(_ value: Any) throws -> String {
      let values = FieldList.values(of: value).map { ($0.name, $0.value) }
      return try JSONText.line(Dictionary(uniqueKeysWithValues: values))
    }
    #expect(
      try json(Outer(first: true, inner: Inner(low: -1, high: nil)))
        == #"{"first":true,"inner.high":null,"inner.low":-1}"# + "\n")
    let bolus = StartBolus(nanograms: .max, milliseconds: 600_000)
    #expect(
      try json(Order(.startBolus(bolus), notAfter: 9))
        == #"{"confirmedNanograms":0,"milliseconds":600000,"nanograms":4294967295,"#
        + #""notAfter":9,"overridesSoftLimits":false}"# + "\n")
  }

  @Test func `what is kept in an array of fixed size is named place by place`() {
    var log = LogLab()
    log.add(.lowAlarm, at: 9, number: 2_000_000)
    log.add(.entriesLost, at: 10, number: 3)
    guard case .page(let page)? = try? log.reader.page(1) else {
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
    let names = FieldList.of(Samples.interrogation()).map(\.name)
    #expect(names.count > 25)
    #expect(Set(names).count == names.count, "\(names)")
    #expect(!names.contains(""))
    #expect(names.contains("status.reservoirNanolitres"))
    #expect(names.contains("identity.serial"))
  }
}
