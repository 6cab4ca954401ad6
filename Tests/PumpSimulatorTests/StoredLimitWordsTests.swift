import Foundation
import PumpFirmware
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpSimulator

/// What is said of a stored memory that is beyond a hard limit, also where only another reservoir
/// could lead to it.
@Suite(.limited)
struct StoredLimitWordsTests {
  private func refusal(_ change: (inout DeviceProfile) -> Void) throws -> SimulatorError? {
    var setup = try Samples.setup()
    let directory = try TemporaryDirectory()
    let path = directory.file("state")
    _ = try StateFile.open(path, setup)
    let bytes = try directory.read("state")
    change(&setup.device)
    do {
      _ = try StateFile.open(path, setup)
      return nil
    } catch {
      #expect(try directory.read("state") == bytes)
      return error as? SimulatorError
    }
  }

  @Test func `a volume beyond the capacity is refused with both numbers`() throws {
    #expect(try refusal { _ in } == nil)
    let fill = try #require(
      try refusal { $0.capacity = Nanolitres(rawValue: 19_999_999) })
    #expect(fill.cause == .configuration)
    #expect(fill.description.contains("the volume of the last refill in the pump's memory"))
    #expect(fill.description.contains("20.000 mL is more than the reservoir holds (19.999999 mL)"))
    #expect(fill.description.contains("foretell drug that its reservoir cannot hold"))
  }

  @Test func `each thing that is stored has its name, what it means and what to do`() throws {
    let requests: [RequestType] = [
      .stageTherapy, .stagePatientBolus, .startBolus, .requestBolus, .startPrime, .startBridge,
      .stageRefill, .setLowAlarm, .silenceAlarms,
    ]
    let names = requests.map { request in
      let breach = Refusal(request, .flowAboveMaximum, asked: 3_000_000, limit: 2_000_000)
      for purpose in [StateFile.Purpose.switchOn, .restore] {
        let words = purpose.words(for: breach)
        #expect(words.contains(breach.sentence) && words.contains("Switch it on with the profile"))
        #expect(words.contains("the pump that runs goes on") == (purpose == .restore))
        #expect(words.contains("no drug flows") == (purpose == .switchOn))
      }
      return StateFile.Purpose.switchOn.words(for: breach).prefix { $0 != "," && $0 != ":" }
    }
    #expect(Set(names).count == requests.count)
  }
}
