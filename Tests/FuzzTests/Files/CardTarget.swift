import Foundation
import FuzzSupport
import PumpText

/// The implant card, as both programs read it: what is not at fault can be written and read again.
enum CardTarget {
  static func bytes(of card: ImplantCard) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Array(try encoder.encode(card))
  }

  static func run(_ input: [UInt8]) throws(Broken) {
    guard let card = try? JSONDecoder().decode(ImplantCard.self, from: Data(input)) else { return }
    guard card.fault == nil else { return }
    let again = (try? JSONEncoder().encode(card)).flatMap {
      try? JSONDecoder().decode(ImplantCard.self, from: $0)
    }
    try hold(again == card, "\(card) is written and read as \(again as Any)")
    for key in [card.keys.clinician, card.keys.patient] {
      let words = [key.prefix(16), key.suffix(16)].compactMap { UInt64($0, radix: 16) }
      try hold(words.count == 2, "\(key) passes for a key")
    }
  }
}
