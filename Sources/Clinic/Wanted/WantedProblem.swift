package import Quantities
package import Telemetry

/// Why something that is wanted cannot be made of the pump as it was read.
package enum WantedProblem: Error, Equatable {
  /// A weekday, 0 for Monday, is in two plans.
  case inTwoPlans(weekday: Int)
  /// Nothing is said about a weekday, and none of the running schedule is to be kept.
  case noPlan(weekday: Int)
  /// A weekday was to be kept, and no schedule runs that has it.
  case noneToKeep(weekday: Int)
  /// The reservoir holds a mixture, which is in no vial, so the strength filled in has to be said.
  case strengthUnsaid(Concentration)
  /// Another drug is filled in, and nobody says of which strength.
  case strengthOfDrugUnsaid(DrugCode)
  /// The handheld's library does not list the drug that is filled in.
  case drugUnlisted(DrugCode, DrugLibrary)
  /// A bolus is to begin at a time of day, and the pump's clock was never set.
  case clockNotSet
  /// A periodic bolus without a dose, a time or an interval.
  case emptyPeriodicBolus
  /// The pump's volume data has no catheter of that name.
  case catheterUnknown(ShortText<8>, CatheterReport)
  /// The model or a length is not said, and the pump was never told of it.
  case catheterUnsaid(CatheterReason, CatheterReport)
  /// A catheter of which nothing was implanted.
  case noCatheter
  /// A tip was moved, and nobody says to where.
  case tipUnsaid
}
