import PumpText
package import VerbOutput

/// What a merge brought.
package struct MergeResult: VerbResult {
  let count: MergeCount

  package init(_ count: MergeCount) { self.count = count }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { count }

  package var words: String {
    guard count != MergeCount() else { return "done: there was nothing new in it\n" }
    var lines = Lines()
    for (name, number) in [
      ("visits", count.visits), ("orders", count.orders), ("settled", count.settled),
      ("readings", count.readings), ("log", count.log_entries), ("patients", count.patients),
      ("pumps", count.pumps), ("notes", count.notes), ("findings", count.assessments),
      ("screened", count.screening_doses),
      ("edited", count.edited),
    ] where number > 0 { lines.add(name, "\(number)") }
    return lines.text + "done: the archive has these now\n"
  }
}
