import Quantities
import Telemetry

/// One value of a pump that is replaced, held against the same value of the pump that follows it.
package struct TransferRow: Equatable {
  /// What is held against each other.
  package enum Value: String, CaseIterable {
    case drug
    case strength
    case catheter
    case lowAlarm = "low_alarm"
    case mode
    case dose
    case week
    case plans
    case periodicBolus = "periodic_bolus"
    case patientBolus = "patient_bolus"

    /// What a transfer stages and commits; the others must be so before it.
    package static var allTherapy: [Value] {
      allCases.filter { $0.isTherapy }
    }

    private var isTherapy: Bool {
      switch self {
      case .mode, .dose, .week, .plans, .periodicBolus, .patientBolus: true
      case .drug, .strength, .catheter, .lowAlarm: false
      }
    }

    /// Whether two pumps have the same. When a periodic bolus is due first is none of a programme's
    /// values: it is counted from the commit, and each pump has its own.
    func isSame(_ old: TransferSource, _ new: TransferSource) -> Bool {
      let (one, other) = (old.programme, new.programme)
      switch self {
      case .drug: return old.now.drug == new.now.drug
      case .strength: return old.now.concentration == new.now.concentration
      case .catheter: return old.catheterNanolitres == new.catheterNanolitres
      case .lowAlarm: return old.now.lowAlarmNanolitres == new.now.lowAlarmNanolitres
      case .mode: return one.therapy.mode == other.therapy.mode
      case .dose: return one.therapy.dose == other.therapy.dose
      case .week: return one.therapy.week == other.therapy.week
      case .plans: return one.plans == other.plans
      case .periodicBolus:
        return one.therapy.periodic.map(Repeated.init) == other.therapy.periodic.map(Repeated.init)
      case .patientBolus: return old.patientBolus == new.patientBolus
      }
    }
  }

  /// A periodic bolus, whenever its first begins.
  private struct Repeated: Equatable {
    let nanograms: UInt32
    let milliseconds: UInt32
    let intervalMinutes: UInt16

    init(_ bolus: PeriodicBolus) {
      nanograms = bolus.nanograms
      milliseconds = bolus.milliseconds
      intervalMinutes = bolus.intervalMinutes
    }
  }

  package let value: Value
  package let isSame: Bool

  /// Every value of two pumps.
  package static func all(_ old: TransferSource, _ new: TransferSource) -> [TransferRow] {
    Value.allCases.map { TransferRow(value: $0, isSame: $0.isSame(old, new)) }
  }
}
