import BadLink
import Clinic
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// A line to the world outside the page, as the gateway carries it: either to a pump, for the
/// handheld of the page, or to a programmer, for its pump.
struct LiveLine {
  /// What is at the other end.
  enum Door {
    /// A pump on the gateway's port.
    case port
    /// A programmer that opened the gateway's pseudo-terminal.
    case pump
  }

  let door: Door
  /// What became of the line last, in words of the gateway.
  var words = ""
  /// Whether bytes come through now, as far as the gateway says.
  var isOpen = false
  /// The handheld for the pump outside; `nil` before its card was chosen.
  var handheld: Handheld?
  /// Why the chosen file is no card; `nil` when nothing is wrong.
  var cardProblem: String?
  /// What is to be sent.
  var outgoing: [UInt8] = []

  init(_ door: Door) { self.door = door }

  /// The bytes to be sent, which are gone then.
  mutating func take() -> [UInt8] {
    defer { outgoing = [] }
    return outgoing
  }

  /// The gateway says something.
  mutating func tell(_ event: String, _ words: String) {
    self.words = words
    switch event {
    case "open", "back": isOpen = true
    case "lost", "away", "held", "gone", "ending", "calling", "left": isOpen = false
    default: break
    }
  }
}

extension Life {
  /// The door a line is open through; `nil` for none: then handhelds and pump are each other's.
  var door: LiveLine.Door? { live?.door }

  /// The clinician's handheld that is in the hand: with a line to a pump outside the one for that.
  var hand: Handheld { live?.handheld ?? clinician }

  /// The line is told of: the first word opens it, `left` ends it.
  mutating func tellLine(_ event: String, door name: String, words: String) {
    if event == "left" {
      live = nil
      wire.open(with: Self.opening(serial, keys))
      return
    }
    if live == nil {
      switch name {
      case "port": live = LiveLine(.port)
      case "pump":
        live = LiveLine(.pump)
        // Whoever lends the pump out lays the programmer's head on it.
        pump.setHead(.contact, at: now)
        pump.linkInterrupted()
      default: return
      }
    }
    live?.tell(event, words)
  }

  /// A card was chosen for the pump outside.
  mutating func useCard(_ text: String, entropy: String, open: [KeptOrder]) {
    guard live?.door == .port else { return }
    switch PageCard.read(text) {
    case .no(let words): live?.cardProblem = words
    case .card(let card):
      guard let nonce = AsconBlock(hexadecimal: entropy),
        let handheld = Handheld(card, nonce: nonce)
      else {
        live?.cardProblem = "The browser gives no random numbers, so no session can be opened."
        return
      }
      handheld.open = open.filter { $0.serial == card.serial }.map { $0.order }
      live?.cardProblem = nil
      live?.handheld = handheld
      wire.open(with: card.opening)
    }
  }

  /// Bytes came for the handheld of the page.
  mutating func hear(_ bytes: [UInt8]) {
    guard live?.door == .port else { return }
    wire.note(.answered, .clinician, nil, bytes, at: now)
    live?.handheld?.receive(bytes, at: now.link)
    sendLive()
    settle()
  }

  /// Bytes came for the pump of the page.
  mutating func pumpHears(_ bytes: [UInt8]) {
    guard live?.door == .pump else { return }
    wire.note(.sent, .clinician, nil, bytes, at: now)
    let answer = answers(to: bytes).flatMap { $0 }
    if !answer.isEmpty {
      wire.note(.answered, .clinician, nil, answer, at: now)
      watch.note(answers: wire.frames.last?.items ?? [], at: now.therapy)
    }
    live?.outgoing += answer
    settle()
  }

  /// Puts on the live line what the handheld has to send.
  mutating func sendLive() {
    guard let frames = live?.handheld?.takeOutgoing() else { return }
    // Nobody here can say what is so of a pump outside.
    _ = live?.handheld?.takeBeliefs()
    for frame in frames {
      wire.note(.sent, .clinician, frame.type, frame.bytes, at: now)
      if live?.isOpen == true {
        live?.outgoing += frame.bytes
      } else {
        wire.mark("not sent: the line is not open")
      }
    }
  }
}
