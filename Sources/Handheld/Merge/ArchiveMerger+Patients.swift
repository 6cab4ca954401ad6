import GRDB

/// What was entered about patients. One that was edited on both sides is as it was edited last.
extension ArchiveMerger {
  /// What is told of a patient or a device besides when, and by what it is told apart.
  struct Entered {
    let table: String
    /// The column of its marks.
    let mark: String
    let data: [String]

    static let patient = Entered(
      table: "patients", mark: "patient", data: ["code", "indication", "weight_g"])
    static let device = Entered(
      table: "devices", mark: "device",
      data: [
        "serial", "model", "implanted", "explanted", "catheter_model", "catheter_mm", "trimmed_mm",
        "tip_level",
      ])
  }

  /// What both archives have of one kind: pairs of the same, and what one of them has alone.
  struct Compared {
    var pairs: [(here: Row, there: Row)] = []
    var hereAlone: [Row] = []
    var thereAlone: [Row] = []
    /// The other archive's marks, by the number there.
    var marks: [Int64: [String]] = [:]
  }

  mutating func mergePatients() throws {
    let compared = try compare(.patient, unlike: MergeWords.split)
    var rows = compared.pairs.map { Self.newer($0.here, $0.there, .patient) }
    var alone = compared.hereAlone
    var new: [Row] = []
    for there in compared.thereAlone {
      let place = alone.firstIndex { Self.code($0) == Self.code(there) }
      guard let place else {
        new.append(there)
        continue
      }
      let here = alone.remove(at: place)
      guard
        Self.values(here, ["indication", "weight_g"])
          == Self.values(there, ["indication", "weight_g"])
      else {
        contradict(MergeWords.clash(here, there))
        continue
      }
      rows.append(Self.newer(here, there, .patient))
    }
    var codes: Set<String> = []
    for row in rows.map(\.data) + alone + new where !codes.insert(Self.code(row)).inserted {
      contradict(MergeWords.codeTwice(row["code"]))
    }
    guard contradictions.isEmpty else { return }
    // A code may pass from one to another; meanwhile nobody has it.
    for row in rows where row.isFromThere {
      try mine.execute(
        sql: "UPDATE patients SET code = '?' || id WHERE id = ?", arguments: [row.here])
    }
    for row in rows {
      try write(row, .patient)
      patients[row.there] = row.here
    }
    for row in new {
      patients[row["id"]] = try insert(row, into: "patients")
      count.patients += 1
    }
    try addMarks(compared.marks, patients, .patient)
  }

  mutating func mergeDevices() throws {
    let compared = try compare(.device, unlike: MergeWords.split)
    for (here, there) in compared.pairs where patients[there["patient"]] != here["patient"] {
      contradict(MergeWords.deviceElsewhere(there["serial"]))
    }
    var rows = compared.pairs.map { Self.newer($0.here, $0.there, .device) }
    var alone = compared.hereAlone
    var new: [(row: Row, patient: Int64)] = []
    for there in compared.thereAlone {
      guard let patient = patients[there["patient"]] else { continue }
      let place = alone.firstIndex { here in
        here["patient"] == patient
          && Self.values(here, Entered.device.data) == Self.values(there, Entered.device.data)
      }
      if let place {
        rows.append(Self.newer(alone.remove(at: place), there, .device))
      } else {
        new.append((there, patient))
      }
    }
    checkStays(rows.map(\.data) + alone + new.map(\.row))
    guard contradictions.isEmpty else { return }
    var devices: [Int64: Int64] = [:]
    for row in rows {
      try write(row, .device)
      devices[row.there] = row.here
    }
    for (row, patient) in new {
      devices[row["id"]] = try insert(row, into: "devices", setting: ["patient": patient])
      count.pumps += 1
    }
    try addMarks(compared.marks, devices, .device)
  }

  /// A pump is in one patient at a time, and was implanted once at a time.
  private mutating func checkStays(_ rows: [Row]) {
    let stays = Dictionary(grouping: rows) { $0["serial"] as String }
    for (serial, rows) in stays.sorted(by: { $0.key < $1.key }) {
      // A pump that is still in sorts behind all that were taken out on the day they were put in.
      let stays = rows.map { row -> (from: String, to: String) in
        (row["implanted"], row["explanted"] ?? "9999-12-31")
      }.sorted { $0 < $1 }
      for (one, next) in zip(stays, stays.dropFirst()) where one.to > next.from {
        contradict(MergeWords.stays(serial, one.from, next.from))
        break
      }
    }
  }

  /// Notes and findings, which never change.
  mutating func mergeEntries() throws {
    for table in ["notes", "assessments"] {
      let known = Set(try String.fetchAll(mine, sql: "SELECT mark FROM \(table)"))
      for row in try Row.fetchAll(theirs, sql: "SELECT * FROM \(table) ORDER BY at, id") {
        guard !known.contains(row["mark"]), let patient = patients[row["patient"]] else { continue }
        let visit = (row["session"] as Int64?).flatMap { visits[$0] }
        try insert(row, into: table, setting: ["patient": patient, "session": visit])
        if table == "notes" { count.notes += 1 } else { count.assessments += 1 }
      }
    }
  }
}
