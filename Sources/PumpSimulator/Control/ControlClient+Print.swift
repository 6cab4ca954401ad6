import BenchClient
import BenchControl
import CommandEntry
import PumpText
import SerialLink
import VerbOutput

extension ControlClient {
  /// Asks for something and prints what comes back.
  @discardableResult
  func request(_ request: BenchRequest, json: Bool) throws -> BenchAnswer {
    let answer = try ask(request)
    let outcome: VerbAnswer.Outcome = request.method.isReading ? .read : .done
    let line = json ? try JSONText.line(VerbAnswer(outcome, answer.tree)) : ""
    do throws(SerialError) {
      if json {
        try StandardStreams.print(json: line)
      } else {
        try StandardStreams.print(answer.words(on: StandardStreams.outputPaper))
      }
    } catch {
      throw judged(.io, "the answer could not be printed: \(error.description)")
    }
    return answer
  }
}
