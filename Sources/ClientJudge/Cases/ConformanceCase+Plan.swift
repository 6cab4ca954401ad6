import Quantities

extension ConformanceCase {
  /// The case in full.
  package var plan: CasePlan {
    switch self {
    case .plain: Self.plainPlan
    case .lowReservoir: Self.lowReservoirPlan
    case .clockJump: Self.clockJumpPlan
    case .largeStep: Self.largeStepPlan
    case .wrongTotal: Self.wrongTotalPlan
    case .softLimit: Self.softLimitPlan
    case .hardLimit: Self.hardLimitPlan
    case .criticalAlarm: Self.criticalAlarmPlan
    case .busy: Self.busyPlan
    case .storageFails: Self.storageFailsPlan
    case .lostAcknowledgement: Self.lostAcknowledgementPlan
    case .lostOrder: Self.lostOrderPlan
    case .lateOrder: Self.lateOrderPlan
    case .expiredOrder: Self.expiredOrderPlan
    case .repliesTwice: Self.repliesTwicePlan
    case .lateReply: Self.lateReplyPlan
    case .sessionTimeout: Self.sessionTimeoutPlan
    case .powerCutBefore: Self.powerCutBeforePlan
    case .powerCutAfter: Self.powerCutAfterPlan
    case .unpluggedBefore: Self.unpluggedBeforePlan
    case .unpluggedAfter: Self.unpluggedAfterPlan
    case .silent: Self.silentPlan
    case .silentAfterOrder: Self.silentAfterOrderPlan
    case .otherPump: Self.otherPumpPlan
    case .otherSerial: Self.otherSerialPlan
    case .changedStage: Self.changedStagePlan
    case .forgedDone: Self.forgedDonePlan
    case .forgedRefusal: Self.forgedRefusalPlan
    case .otherAnswer: Self.otherAnswerPlan
    case .slowLine: Self.slowLinePlan
    case .noisyLine: Self.noisyLinePlan
    }
  }
}
