import ClientJudge

/// One thing that a client of these tests does wrong.
enum Mistake: CaseIterable {
  /// Without an answer it gives the order again, under a new id.
  case ordersAnew
  /// Without an answer it sends the same order again.
  case sendsAgain
  /// Without an answer it takes the order for done.
  case claimsDone
  /// Without an answer it takes the order for not done.
  case claimsNotDone
  /// Without an answer it does not know, and never asks.
  case givesUp
  /// It compares nothing of what it reads back.
  case comparesNothing
  /// It takes whatever pump is there.
  case takesAnyPump
  /// It overrides soft limits.
  case overrides
  /// What is refused it asks for again.
  case asksAgain
  /// It confirms the total that the pump reckons, whatever it was told.
  case confirmsByItself
  /// It takes an answer in the open for the pump's.
  case believesAnybody
  /// It takes any acknowledgement for that of its order.
  case believesContradictions
  /// Its orders are valid for a day.
  case neverExpires
  /// It never ends.
  case hangs
}
