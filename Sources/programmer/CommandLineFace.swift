import PumpText
import Telemetry

extension Face {
  /// What a person types at a command line: the one table of options and verbs that messages name.
  static let commandLine = Face { step in
    switch step {
    case .readStatus: "`programmer status`"
    case .resume: "`programmer resume`"
    case .stop: "`programmer stop`"
    case .goToMinimumRate: "`programmer dose minimum-rate`"
    case .setClock: "`programmer clock set now`"
    case .cancelBolus: "`programmer bolus cancel`"
    case .cancelBridge: "`programmer bridge cancel`"
    case .endTemporary: "`programmer temporary end`"
    case .prime(.wholePath): "`programmer prime whole`"
    case .prime(.catheter): "`programmer prime catheter`"
    case .nameCatheter: "--catheter MODEL --implanted 60 cm --cut 30 cm"
    case .nameTip: "--tip T10"
    case .showAlarms: "`programmer alarms`"
    case .programmePeriodic(let example): "programmer periodic “\(example)”"
    case .recordRefill: "programmer refill VOLUME --withdrawn VOLUME"
    case .tellCatheter: "`programmer implant`"
    case .transfer: "`programmer transfer`"
    case .callEmergency: "`programmer emergency`"
    case .checkKeys(nil): "`programmer keys check`"
    case .checkKeys(let role?): "`programmer keys check --role \(role.name)`"
    case .rotateKey(let role): "`programmer keys rotate --role \(role.name)`"
    case .answerYes: "--yes"
    case .confirmTotal(nil): "--confirm-total"
    case .confirmTotal(let total?):
      "--confirm-total \"\(QuantityWords.dose(nanograms: total))\""
    case .overrideSoftLimits: "--override-soft-limits"
    case .decideBridge: "--bridge, --flushed or --skip-bridge REASON"
    case .acceptDiscrepancy: "--accept-discrepancy"
    case .sayRinsed: "--rinsed"
    case .giveDrugs: "--drugs FILE"
    case .acceptShift: "--accept-shift"
    case .nameClockReason:
      "--reason daylight-saving, travel, set (it was wrong or never set) or drift"
    case .keepOtherDays: "--keep-other-days"
    case .nameConcentration: "--concentration 2000 mcg/mL"
    case .nameIndication: "--indication"
    case .listPorts: "`programmer ports`"
    case .startPump: "PumpFirmwareSim run --help"
    case .giveCard: "--card"
    case .showOtherEnd(let end): "--seen-by \(end) shows them"
    case .leaveOrdersOut: "--readings leaves them out"
    case .giveOrders: "--orders gives them"
    case .callWithoutCard: "no --card, and PUMPLINK_CARD empty"
    case .nameArchive: "--archive"
    case .recordNothing: "--no-archive"
    case .settleOrder(let number):
      "`programmer sessions settle \(number) --as done|not-done --reason \"...\"`"
    case .giveStroke: "--stroke"
    case .giveTruth: "--truth"
    case .writeOver: "--force"
    case .addPatient: "`programmer patient add CODE`"
    case .editPatient(let code): "`programmer patient edit \"\(code)\"`"
    case .listPatients: "`programmer patient list`"
    case .assignPump: "`programmer patient assign CODE`"
    case .implantDespiteTrial: "--despite-trial REASON"
    case .resumeDespiteTransfer: "--despite-transfer"
    case .readEmergencyHelp: "`programmer help emergency`"
    case .readScheduleHelp: "`programmer help schedule`"
    }
  }
}
