import Clinic
import ClinicText
import PumpText

/// Something to think about before a change is confirmed, in JSON.
struct WarningJSON: Encodable {
  let code: Warning.Code
  let message: String

  init(_ warning: ChangeWarning, _ face: Face) {
    let warning = Warning(warning, face)
    code = warning.code
    message = warning.message
  }
}

extension Warning.Code: Encodable {}
