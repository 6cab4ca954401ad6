import Quantities

/// What is to come if nobody gives an order and nothing fails, by moments of therapy. A moment is
/// `nil` when it never comes, or comes only after the end of service; one that has come is now.
/// Spec: therapy.md, "Forecast".
struct Foretold: Equatable, Sendable {
  /// When what leaves the reservoir from now on reaches the catheter's tip: one path volume is
  /// moved.
  var tip: TherapyTime?
  /// When the counter reaches the alarm volume.
  var lowAlarm: TherapyTime?
  /// When the counter reaches zero.
  var empty: TherapyTime?
  /// When elective replacement is indicated.
  var replacement: TherapyTime?
  /// When service ends; `nil` only when delivery has ended for good before.
  var endOfService: TherapyTime?
  /// When the temporary rate or planned stop ends by itself.
  var temporaryEnd: TherapyTime?
  /// What it will have given by then, and what the programme would have.
  var temporaryGiven = Picograms.zero
  var foregone = Picograms.zero
}
