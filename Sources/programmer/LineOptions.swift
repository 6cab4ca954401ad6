import ArgumentParser
import Handheld
import PumpText
import Quantities

/// How the line to the pump is waited for and watched.
extension PortOptions {
  /// What is wanted of the line.
  func wishes() throws -> LineWishes {
    var wishes = LineWishes()
    wishes.wait = try Self.duration(wait, "--wait")
    wishes.answer = try Self.duration(timeout, "--timeout")
    if let answer = wishes.answer, !LineWishes.answers.contains(answer) {
      throw ValidationError("--timeout is 20 ms at least and 60 s at most. Nothing was sent.")
    }
    if let tries, !LineWishes.tryCounts.contains(tries) {
      throw ValidationError("--tries is a number from 1 to 100. Nothing was sent.")
    }
    wishes.tries = tries
    wishes.isTold = verbose
    wishes.trace = trace
    return wishes
  }

  private static func duration(_ text: String?, _ name: String) throws -> Milliseconds? {
    guard let text else { return nil }
    do throws(QuantityError) {
      return try QuantityText.duration(text)
    } catch {
      throw ValidationError("\(name): \(error.words(.commandLine)). Nothing was sent.")
    }
  }
}
