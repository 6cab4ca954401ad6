import ArgumentParser
import Console
import Foundation
import PumpLinkTesting
import PumpLinkTestingProcesses
import TestLimits
import Testing

@testable import pump_gateway

/// The help: it fits, and what it shows does what it shows.
@Suite(.waiting, .limited, .pumpProcess(seed: 17))
struct HelpTests {
  @Test(arguments: [40, 60, 80])
  func `help fits the terminal`(width: Int) {
    let help = PumpGateway.helpMessage(columns: width)
    let lines = Paper(width: width).laid(help).split(separator: "\n")
    let long = lines.filter { $0.count > width && $0.contains(" ") }
    #expect(long.allSatisfy { $0.split(separator: " ").count == 1 }, "\(long)")
  }

  @Test func `each example starts a gateway`() throws {
    let pump = try PumpProcess.current
    let examples = PumpGateway.helpMessage(columns: 200).split(separator: "\n")
      .map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("pump-gateway -") }
    #expect(examples.count == 3)
    for example in examples {
      let words = example.split(separator: " ").dropFirst().map {
        String($0).replacing("/tmp/", with: "\(pump.folder)/here-")
      }
      let program = try pump.start("pump-gateway", words)
      #expect(try program.nextLine()?.hasPrefix("ready http://127.0.0.1:") == true, "\(example)")
      try program.send(.interrupt)
      #expect(try program.wait().code == 0)
    }
  }
}
