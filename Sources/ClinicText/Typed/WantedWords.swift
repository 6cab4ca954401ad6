package import Clinic
import Console
package import PumpText
import Quantities
package import Telemetry

extension WantedProblem {
  /// What is the matter, and what to write instead.
  package var words: FaceText {
    switch self {
    case .inTwoPlans(let day):
      "\(Weekdays.name(day)) is in two plans, and a day can follow only one of them"
    case .noPlan(let day):
      "nothing is said about \(Weekdays.name(day)); give every day a plan, "
        + "or keep those of the running schedule with \(.keepOtherDays)"
    case .noneToKeep(let day):
      "no schedule runs whose \(Weekdays.name(day)) could be kept; give every day a plan"
    case .strengthUnsaid(let mixture):
      "the reservoir holds a mixture of \(QuantityWords.concentration(mixture)), which "
        + "is in no vial; say what is filled in, for example \(.nameConcentration)"
    case .strengthOfDrugUnsaid(let drug):
      "\(drug.name) takes the place of another drug; say of which strength it is, for example "
        + "\(.nameConcentration)"
    case .drugUnlisted(let drug, let library):
      "this programmer's drug library does not list \(drug.name), only "
        + "\(DrugWords.names(library.drugs.map { $0.code })); check the vial, or give a "
        + "library that lists it (\(.giveDrugs))"
    case .clockNotSet:
      "the pump's clock was never set, so it has no time of day; "
        + "say “first after 2 h”, or set the clock (\(.setClock))"
    case .emptyPeriodicBolus:
      "a periodic bolus needs a dose, a time and an interval above zero"
    case .catheterUnknown(let name, let told):
      "the pump knows no catheter “\(name.string.shown)”; it knows \(CatheterWords.models(told)). "
        + "With another model's volume every prime and bridge would be wrong"
    case .catheterUnsaid(let reason, let told):
      "\(reason.words), and the pump does not know the catheter; say model and both lengths "
        + "(\(.nameCatheter)). It knows \(CatheterWords.models(told))"
    case .noCatheter: "a catheter of no length reaches nobody; say how much was implanted"
    case .tipUnsaid: "the tip was moved; say to which level, for example \(.nameTip)"
    }
  }

  /// Runs what says what is wanted; its problem becomes one of an argument.
  package static func ofArgument<Value>(
    _ body: () throws(WantedProblem) -> Value
  ) throws(QuantityError) -> Value {
    do throws(WantedProblem) {
      return try body()
    } catch {
      throw QuantityError(error.words)
    }
  }
}

extension ScheduleWanted {
  /// Adds a plan of days that a person named.
  package mutating func add(named days: Weekdays, _ plan: DayPlan) throws(QuantityError) {
    do throws(WantedProblem) {
      try add(days, plan)
    } catch {
      throw QuantityError(error.words)
    }
  }
}
