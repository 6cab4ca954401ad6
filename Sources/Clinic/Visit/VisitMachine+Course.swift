import ProgrammerSession
import Quantities
import Telemetry

/// What follows on what.
extension VisitMachine {
  /// All that was to be read was, or something stood against it.
  mutating func haveRead() {
    let facts = reading.facts
    switch phase {
    case .readingAgain(let done): return haveReadAgain(done)
    case .readingOn(let done): return haveReadOn(done)
    case .reading, .staging, .proposing:
      if let fault = reading.fault { return finish(.notDone(fault)) }
    case .consulting, .giving, .over: return
    }
    switch phase {
    case .staging(let change, let before): staged(change, before)
    case .proposing(let what):
      guard let proposal = facts.proposal else { return finish(.notDone(.wrongKind)) }
      proposed(what, proposal)
    case .reading:
      switch intent {
      case .change(let wanted, _): stage(wanted)
      case .order(let wanted): propose(wanted)
      }
    case .consulting, .giving, .readingAgain, .readingOn, .over: break
    }
  }

  // MARK: A change

  private mutating func stage(_ wanted: ChangeWanted) {
    guard let before = reading.facts.reading else { return finish(.notDone(.wrongKind)) }
    let change: StagedChange
    do throws(WantedProblem) {
      change = try wanted.change(of: before.now, drugs: before.drugs)
    } catch {
      return finish(.notDone(.wanted(error)))
    }
    read(change.steps, .staging(change, before))
  }

  private mutating func staged(_ change: StagedChange, _ before: PumpReading) {
    do throws(VisitFault) {
      let set = try ReadBackSet(of: change, reading.facts, on: before)
      read([.propose(.commit(token: set.token))], .proposing(.change(change, set, before)))
    } catch {
      finish(.notDone(error))
    }
  }

  // MARK: An order

  private mutating func propose(_ wanted: OrderWanted) {
    guard let now = reading.facts.now else { return finish(.notDone(.wrongKind)) }
    if let order = wanted.dose(now) {
      return read([.propose(order)], .proposing(.order(now)))
    }
    do throws(VisitFault) {
      let outlook = try wanted.plainOutlook(now, reading.facts)
      guard let plain = outlook.plain else { throw .wrongKind }
      consult(.plain(plain, outlook))
    } catch {
      finish(.notDone(error))
    }
  }

  private mutating func proposed(_ what: ProposalOf, _ proposal: Proposal) {
    switch (what, intent) {
    case (.change(let change, let set, let before), .change(_, let indication)):
      let preview = ChangePreview(
        change, set, on: before, foretold: proposal.forecast, indication: indication)
      consult(.change(proposal, change, preview))
    case (.order(let now), .order(let wanted)):
      do throws(VisitFault) {
        consult(.dose(proposal, try wanted.doseOutlook(now, proposal.forecast, reading.facts)))
      } catch {
        finish(.notDone(error))
      }
    case (.change, .order), (.order, .change): finish(.notDone(.wrongKind))
    }
  }
}
