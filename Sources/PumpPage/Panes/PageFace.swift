import PumpText
import Quantities
import Telemetry

extension Face {
  /// What a person presses or fills in on the page, as messages name it: what a form is called is
  /// taken from there. Each is a noun, for it stands in sentences that are shared with other faces.
  static let page = Face { step in
    switch step {
    case .readStatus: "“Interrogate the pump”"
    case .resume: Form.order(.resume).named
    case .stop: Form.order(.stop).named
    case .goToMinimumRate: Form.change(.minimum).named
    case .setClock: Form.order(.clock).named
    case .cancelBolus: Form.order(.cancelBolus).named
    case .cancelBridge: Form.order(.cancelBridge).named
    case .endTemporary: Form.order(.endTemporary).named
    case .prime(let path): "“\(path.words)” under \(Form.order(.prime).named)"
    case .nameCatheter: "the fields “Model”, “Implanted” and “Cut off”"
    case .nameTip: "T10 in the field “Tip lies at”"
    case .showAlarms: "“Interrogate the pump”"
    case .programmePeriodic(let example): "\(example), under \(Form.change(.periodic).named)"
    case .recordRefill: Form.change(.refill).named
    case .tellCatheter: Form.order(.catheter).named
    case .callEmergency: "“Emergency: minimum rate”"
    case .answerYes: "“Yes, do it”"
    case .confirmTotal(nil): "the field “Most in any 24 h”"
    case .confirmTotal(let total?):
      "\(QuantityWords.dose(nanograms: total)) in the field “Most in any 24 h”"
    case .overrideSoftLimits: "“Go beyond the drug profile's usual limits”"
    case .decideBridge: "a choice under “The old strength in the path”"
    case .acceptDiscrepancy: "“The volume drawn out is right, though it is not as expected”"
    case .sayRinsed: "“The reservoir was emptied and rinsed”"
    case .acceptShift: "“It may jump across a step of the schedule”"
    case .nameClockReason: "a choice under “Why it is set”"
    case .keepOtherDays: "another choice under “On which days”"
    case .nameConcentration: "2000 mcg/mL in the field “Strength filled in”"
    case .nameIndication: "a choice under “Warn by the usual steps of”"
    case .listPorts: "the live line's words"
    case .giveCard: "the card file of that pump"
    case .transfer: "“\(TransferRows.title)”"
    case .checkKeys, .rotateKey, .startPump, .callWithoutCard, .showOtherEnd, .leaveOrdersOut,
      .giveOrders, .giveDrugs, .nameArchive, .recordNothing,
      .settleOrder,
      .giveStroke, .giveTruth, .writeOver, .addPatient, .editPatient, .listPatients, .assignPump,
      .implantDespiteTrial, .resumeDespiteTransfer, .readEmergencyHelp, .readScheduleHelp:
      // What this page has no button for, the command line does.
      "what the command line has for it"
    }
  }
}

extension Form {
  /// What it is called, in a sentence.
  fileprivate var named: String { "“\(title)”" }
}
