import Clinic
import GRDB
import PumpText
import Quantities
import Telemetry

extension OrderEffects {
  /// Stores them under the number of their order.
  func insert(_ db: Database, order: Int64) throws {
    if let therapy {
      try db.run(
        "INSERT INTO therapies VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
          order, therapy.therapy.mode.name, Int64(therapy.dailyNanograms),
          Int64(therapy.leastDailyNanograms), Int64(therapy.flowNanolitresPerDay),
          therapy.drug.name, Int64(therapy.concentration.microgramsPerMillilitre),
        ])
    }
    if let dose {
      try db.run(
        "INSERT INTO doses VALUES (?, ?, ?, ?)",
        [
          order, dose.kind.rawValue, dose.nanograms.map { Int64($0) },
          dose.milliseconds.map { Int64($0) },
        ])
    }
    if let refill { try refill.insert(db, order: order) }
    if let catheter { try catheter.insert(db, order: order) }
  }
}

extension OrderEffects.Catheter {
  fileprivate func insert(_ db: Database, order id: Int64) throws {
    try db.execute(
      sql: "INSERT INTO catheters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, name?.string, Int64(order.model), Int64(order.implantedMillimetres),
        Int64(order.cutMillimetres), order.tip.storedName, order.reason.storedName,
        order.content.storedName, nanolitres.map { Int64($0) },
      ])
  }
}

extension OrderEffects.Refill {
  fileprivate func insert(_ db: Database, order: Int64) throws {
    try db.execute(
      sql: "INSERT INTO refills VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        order, Int64(staged.withdrawnNanolitres), Int64(report.expectedNanolitres),
        Int64(staged.filledNanolitres), Int64(report.volumeNanolitres),
        Int64(staged.lowAlarmNanolitres), staged.drug.name,
        Int64(staged.concentration.microgramsPerMillilitre),
        Int64(report.oldConcentration.microgramsPerMillilitre),
        Int64(report.concentration.microgramsPerMillilitre), staged.bridge.storedName,
        staged.skipReason.storedName, Int64(report.bridgeNanolitres), Int64(report.bridgeSeconds),
        minutesToLowAlarm.map { Int64($0) }, report.oldDrug.name, staged.isRinsed ? 1 : 0,
      ])
  }
}
