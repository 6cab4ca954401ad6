import ClientJudge

extension Mistake {
  /// Cases in which no answer, or none that counts, comes to a commit.
  private static let unanswered: Set<ConformanceCase> = [
    .lostAcknowledgement, .lostOrder, .lateOrder, .sessionTimeout, .powerCutBefore, .powerCutAfter,
    .silentAfterOrder, .storageFails, .unpluggedBefore, .unpluggedAfter, .forgedDone,
    .forgedRefusal, .otherAnswer, .noisyLine,
  ]
  /// Cases in which the pump has carried out an order that had no answer.
  private static let carriedOut: Set<ConformanceCase> = [
    .lostAcknowledgement, .lateOrder, .powerCutAfter, .silentAfterOrder, .unpluggedAfter,
    .forgedRefusal, .noisyLine,
  ]
  /// Cases that end before a client stages anything, and before it orders anything.
  private static let unopened: Set<ConformanceCase> = [.silent, .otherPump, .otherSerial]
  private static let unordered = unopened.union([.softLimit, .hardLimit, .changedStage])

  /// The cases that show it, and no others do.
  var shown: Set<ConformanceCase> {
    let all = Set(ConformanceCase.allCases)
    return switch self {
    case .ordersAnew: Self.unanswered
    case .sendsAgain: Self.unanswered.subtracting([.sessionTimeout, .otherAnswer])
    case .claimsDone: Self.unanswered.subtracting(Self.carriedOut).union([.silentAfterOrder])
    case .claimsNotDone: Self.carriedOut
    case .givesUp:
      // Where the plug was pulled nobody has to look again, and a line may be too bad for it.
      Self.unanswered.subtracting([
        .silentAfterOrder, .storageFails, .unpluggedBefore, .unpluggedAfter, .noisyLine,
      ])
    case .comparesNothing: [.changedStage]
    case .takesAnyPump: [.otherSerial]
    case .overrides: all.subtracting(Self.unopened)
    case .asksAgain: [.criticalAlarm, .expiredOrder, .hardLimit, .softLimit, .wrongTotal]
    case .confirmsByItself: [.wrongTotal]
    // A doubled answer in the open is one under the id of another request.
    case .believesAnybody: [.forgedDone, .forgedRefusal, .repliesTwice]
    case .believesContradictions: [.otherAnswer]
    case .neverExpires: all.subtracting(Self.unordered)
    case .hangs: all
    }
  }

  /// What is found then: one of these in each.
  var found: [Expectation.Rule] {
    switch self {
    case .ordersAnew: [.settlesFirst]
    case .sendsAgain: [.sendsOrdersOnce]
    case .claimsDone, .claimsNotDone, .believesAnybody, .believesContradictions:
      [.claimHolds, .claims]
    case .givesUp: [.claims]
    case .comparesNothing: [.readsBack]
    case .takesAnyPump: [.noOrder]
    case .overrides: [.overridesNothing]
    case .asksAgain: [.heedsRefusals]
    case .confirmsByItself: [.confirms]
    case .neverExpires: [.ordersExpireWithin]
    case .hangs: [.endsWithin]
    }
  }
}
