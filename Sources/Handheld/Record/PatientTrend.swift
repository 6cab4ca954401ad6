package import Clinic
import Console
import PumpText
import Quantities
import Telemetry

/// A patient's history as a report shows it: the dose beside what was found.
///
/// Moments are by the pump's own clock where the archive has it, for a virtual pump's years pass in
/// a minute; else by the programmer's.
package struct PatientTrend {
  /// A moment in ms since 2000, and what was found then.
  package struct Found: Equatable {
    package let at: UInt64
    package let findings: Findings
  }

  package let patient: PatientRecord
  package let devices: [DeviceRecord]
  /// All of the history, oldest first.
  package let rows: [HistoryRow]

  package init(patient: PatientRecord, devices: [DeviceRecord], rows: [HistoryRow]) {
    self.patient = patient
    self.devices = devices
    self.rows = rows
  }

  /// What all the pumps together were programmed to give.
  package var dose: DoseTrend {
    var events = rows.compactMap(Self.event)
    events += devices.compactMap { device in
      device.explanted.flatMap { Self.milliseconds("\($0)T23:59:59.999Z") }.map {
        DoseTrend.Event(at: $0, pump: device.serial, .explanted)
      }
    }
    return DoseTrend(events.sorted { $0.at < $1.at })
  }

  /// What was found, oldest first.
  package var found: [Found] {
    rows.compactMap { row in
      guard case .found(let findings) = row.content, let at = Self.moment(of: row) else {
        return nil
      }
      return Found(at: at, findings: findings)
    }
  }

  /// What an order did to a pump's programme; `nil` when nothing, or when it was not carried out.
  static func event(_ row: HistoryRow) -> DoseTrend.Event? {
    guard case .order(let ordered) = row.content, ordered.fate == .done, let pump = row.pump,
      let at = moment(of: row)
    else { return nil }
    if let dose = ordered.nanogramsPerDay {
      let drug = ordered.drug ?? DrugCode.baclofen.name
      return DoseTrend.Event(at: at, pump: pump, .programme(nanogramsPerDay: dose, drug: drug))
    }
    if ordered.what == RequestType.stop.name {
      return DoseTrend.Event(at: at, pump: pump, .stopped)
    }
    if ordered.what == RequestType.resume.name {
      return DoseTrend.Event(at: at, pump: pump, .resumed)
    }
    return nil
  }

  /// The moment of something, in ms since 2000; `nil` before that.
  static func moment(of row: HistoryRow) -> UInt64? { milliseconds(row.pumpClock ?? row.at) }

  /// The same in words; of the programmer's clock it is said that it is UTC.
  static func time(of row: HistoryRow) -> String {
    row.pumpClock.map { String($0.prefix(16).replacing("T", with: " ")) }
      ?? PatientWords.time(row.at)
  }

  /// A moment of the archive in ms since 2000; `nil` before that, and for what is none.
  static func milliseconds(_ moment: String) -> UInt64? {
    guard let clock = try? QuantityWords.parseClock(String(moment.prefix(19))) else { return nil }
    let fraction = UInt64(moment.dropFirst(20).prefix(3)) ?? 0
    return UInt64(clock.rawValue) * 1000 + fraction
  }
}

extension Archive {
  /// The history of a patient as a report shows it.
  package func trend(of patient: PatientRecord) throws -> PatientTrend {
    PatientTrend(
      patient: patient, devices: try devices(of: patient.id),
      rows: try rows(of: .patient(patient.code)))
  }

  /// The history of who has a pump, or of the patient that was named: then the pump must not be in
  /// another one. `nil` when the archive knows of neither.
  package func trend(ofPump serial: String, named text: String?) throws -> PatientTrend? {
    let owner = try patient(withPump: serial)
    let named = try text.flatMap { text in
      try (try? RecordText.code(text)).flatMap { try patientIfKnown($0) }
    }
    if let owner, let named, owner.id != named.id {
      throw RecordWords.otherPatientsPump(serial, owner.code, named.code)
    }
    if let text, named == nil, try !patients().isEmpty {
      Notices.say(
        "the archive has no patient “\(text.shown)”: these words stand at the top as they are")
    }
    return try (named ?? owner).map(trend)
  }
}
