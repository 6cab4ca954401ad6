package import Clinic
import PumpText
import Quantities

/// Something to think about before a change is confirmed. It never stops one.
package struct Warning: Equatable, Sendable {
  /// What is unusual, for programs.
  package enum Code: String, CaseIterable, Sendable {
    /// A day or the week rises by more than is usual at once.
    case stepUp = "titration_step_up"
    /// It rises by less than anybody feels.
    case stepSmall = "titration_step_small"
    /// It falls by more than is usual at once.
    case stepDown = "titration_step_down"
    /// The last change was too short a while ago to be judged.
    case interval = "titration_interval"
    /// The boluses of the programme end with the change.
    case periodicBolusEnds = "periodic_bolus_ends"
    /// Drawn out was something else than the pump counted.
    case volumeDiscrepancy = "volume_discrepancy"
  }

  package let code: Code
  package let message: String
}

extension Indication {
  /// Who the patient is.
  package var words: String {
    switch self {
    case .spinal: "an adult with spasticity of spinal origin"
    case .cerebral: "an adult with spasticity of cerebral origin"
    case .child: "a child"
    }
  }
}
