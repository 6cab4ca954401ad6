package import Telemetry

extension Canary {
  /// Every mistake that can be built in; none outside a debug build.
  package static var all: [Canary] { (0..<count).compactMap(Canary.init(rawValue:)) }

  /// Its name on the command line.
  package var name: String {
    switch self {
    case .forgetsReplies: "forgetsReplies"
    case .ignoresExpiry: "ignoresExpiry"
    case .writesInPlace: "writesInPlace"
    case .forgetsEpoch: "forgetsEpoch"
    case .dropsRemainder: "dropsRemainder"
    case .bolusOverBridge: "bolusOverBridge"
    case .skipsToken: "skipsToken"
    case .acknowledgesUnstored: "acknowledgesUnstored"
    case .keepsStaged: "keepsStaged"
    case .forgetsDayAtStart: "forgetsDayAtStart"
    case .ignoresRotor: "ignoresRotor"
    case .takesReplays: "takesReplays"
    case .skipsTag: "skipsTag"
    case .repeatsOrders: "repeatsOrders"
    case .unknownDoesNotBlock: "unknownDoesNotBlock"
    case .believesSilence: "believesSilence"
    case .losesLogEntries: "losesLogEntries"
    case .makesUpBoluses: "makesUpBoluses"
    case .ignoresBoluses: "ignoresBoluses"
    case .forgetsBridge: "forgetsBridge"
    case .anyRole: "anyRole"
    case .anyKey: "anyKey"
    case .forgetsStall: "forgetsStall"
    case .keepsSessions: "keepsSessions"
    case .ignoresLockout: "ignoresLockout"
    case .keepsCatheter: "keepsCatheter"
    case .forgetsForegone: "forgetsForegone"
    case .keepsOldKeys: "keepsOldKeys"
    case .forgetsEmergency: "forgetsEmergency"
    case .outlivesService: "outlivesService"
    case .inventsProgramme: "inventsProgramme"
    case .givesAgain: "givesAgain"
    case .mixesDrugs: "mixesDrugs"
    case .commitsFirst: "commitsFirst"
    case .assumesLowered: "assumesLowered"
    case .leavesOldPump: "leavesOldPump"
    case .skipsDose: "skipsDose"
    }
  }
}
