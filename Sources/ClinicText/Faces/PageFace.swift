package import PumpText
import Quantities
import Telemetry

extension Face {
  /// What a person presses or fills in on a page: the one table of its buttons and fields that
  /// messages name. Each is a noun, for it stands in sentences that are shared with other faces.
  package static let page = Face { step in
    switch step {
    case .readStatus: "“Interrogate”"
    case .resume: "“Resume”"
    case .stop: "“Stop”"
    case .goToMinimumRate: "“Minimum rate” under “Adjust”"
    case .setClock: "“Set to now” under “Clock”"
    case .cancelBolus: "“Cancel bolus”"
    case .cancelBridge: "“Cancel bridge”"
    case .endTemporary: "“End temporary rate”"
    case .prime(.wholePath): "“Pump and catheter” under “Prime”"
    case .prime(.catheter): "“Catheter only” under “Prime”"
    case .nameCatheter: "the fields “Catheter”, “Implanted” and “Cut off”"
    case .nameTip: "T10 in the field “Tip”"
    case .showAlarms: "“Alarms”"
    case .programmePeriodic(let example): "\(example), in the field “Periodic bolus”"
    case .recordRefill: "“Refill”"
    case .tellCatheter: "“Implant”"
    case .transfer: "“Replace”"
    case .callEmergency: "“Emergency”"
    case .checkKeys(nil): "“Check keys”"
    case .checkKeys(let role?): "“Check keys” of the \(role.name)"
    case .rotateKey(let role): "“New key” of the \(role.name)"
    case .answerYes: "“Update”"
    case .confirmTotal(nil): "the field “Total”"
    case .confirmTotal(let total?):
      "\(QuantityWords.dose(nanograms: total)) in the field “Total”"
    case .overrideSoftLimits: "“Beyond the drug profile”"
    case .decideBridge: "a choice under “Bridge”"
    case .acceptDiscrepancy: "“Accept the difference”"
    case .sayRinsed: "“Rinsed”"
    case .giveDrugs: "“Drug library”"
    case .acceptShift: "“Shift the schedule”"
    case .nameClockReason: "a choice under “Reason”"
    case .keepOtherDays: "“Keep the other days”"
    case .nameConcentration: "2000 mcg/mL in the field “Strength”"
    case .nameIndication: "a choice under “Indication”"
    case .listPorts: "“Line”"
    case .giveCard: "“Card”"
    case .nameArchive: "another file under “Record”"
    case .recordNothing: "no file under “Record”"
    case .settleOrder(let number): "“Done” or “Not done” at order \(number)"
    case .giveStroke: "the field “Stroke”"
    case .giveTruth: "“Truth” under “Report”"
    case .writeOver: "“Write over”"
    case .addPatient: "“Add” under “Patients”"
    case .editPatient(let code): "“Edit” at \(code) under “Patients”"
    case .listPatients: "“Patients”"
    case .assignPump: "“Assign” under “Patients”"
    case .implantDespiteTrial: "“Despite the trial”"
    case .resumeDespiteTransfer: "“Despite the transfer”"
    case .readEmergencyHelp: "“Emergency” under “Help”"
    case .readScheduleHelp: "“Schedules” under “Help”"
    }
  }
}
