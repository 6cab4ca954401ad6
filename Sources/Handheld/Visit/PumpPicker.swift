import ClinicText
import Console
import PumpText
import SerialLink

/// Lets a person at a terminal choose among the ports there are, where none was named.
package struct PumpPicker {
  /// What was chosen.
  package struct Choice {
    /// What to open.
    package let port: String
    /// The implant card of the pump there; `nil` where nobody knows.
    package let card: String?
  }

  private let ports: [PortInfo]

  /// The ports to choose among; `nil` where there is nobody to ask, or nothing to choose.
  package init?() {
    guard StandardStreams.canAsk, let ports = try? PortDiscovery.list(), !ports.isEmpty else {
      return nil
    }
    self.ports = ports
  }

  init(_ ports: [PortInfo]) { self.ports = ports }

  /// Asks; throws where none of them is chosen.
  package func pick() throws -> Choice {
    Terminal.show(list)
    let answer = try Question.choose("Which of them? ")
    guard let choice = choice(answer) else {
      throw ProgrammerError(
        .usage,
        "“\(answer.shown)” is none of the numbers, ports and serial numbers that were listed. "
          + "Nothing was sent")
    }
    return choice
  }

  /// The ports with a number each.
  var list: String {
    let width = String(ports.count).count
    return ports.enumerated().map { place, port in
      let number = String(place + 1)
      let blanks = String(repeating: " ", count: width - number.count)
      return "\(blanks)\(number)  \(port.path.shown)  \(port.description.shown)\n"
    }.joined()
  }

  /// What a number of the list, a port or a pump's serial number means.
  func choice(_ answer: String) -> Choice? {
    let named = ports.filter { $0.answers(to: answer) || $0.pump?.serial == answer }
    let port =
      if let number = Int(answer), ports.indices.contains(number - 1) {
        ports[number - 1]
      } else if named.count == 1 {
        named[0]
      } else {
        PortInfo?.none
      }
    guard let port else { return nil }
    return Choice(port: port.path, card: port.pump.flatMap { $0.card.isEmpty ? nil : $0.card })
  }
}
