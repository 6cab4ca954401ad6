import PumpPlant
import PumpWorld
package import Quantities
import Telemetry
package import Trace

extension Trial {
  /// The client has ended: all faults are over, what was held up arrives, and a minute goes by.
  ///
  /// Gives what it is to be judged by. A claim is what it said at its end.
  package mutating func end(
    claim: Claim?, isOverdue: Bool, at moment: LinkTime
  ) -> Evidence {
    tick(at: moment)
    remark(isOverdue ? "the client is ended: its time is over" : "the client has ended")
    if let claim { remark("it says \(claim.words)") }
    isSilent = false
    isUnplugged = false
    mendLine()
    drop()
    release()
    for waiting in timers {
      if case .toPump(let bytes) = waiting.what { handToPump(bytes) }
    }
    timers = []
    memoryFailsFor = nil
    pump.clear(.memory, at: instant)
    pump.powerFailure = nil
    let took = Milliseconds(rawValue: now.rawValue)
    let later = Instant(
      therapy: instant.therapy.after(.minutes(2)), link: instant.link.after(.minutes(2)))
    pump.advance(to: later)
    return Evidence(
      before: before, after: PumpView(pump), conduct: conduct, claim: claim, took: took,
      isOverdue: isOverdue)
  }

  /// The lines of the trace so far, the pump's own and what was seen of the client.
  package var traceLines: [Trace.Line] { pump.trace?.lines ?? [] }

  /// Says something in the trace that a judge says.
  package mutating func note(_ words: String) { remark(words) }
}
