public import Quantities
public import Testing

/// One thing that goes wrong on the line, once: with the next order, or with the next answer.
public struct LineMishap: Equatable, Sendable, CustomTestStringConvertible {
  enum Happening: Equatable {
    case orderLost, orderTwice, acknowledgementLost, acknowledgementTwice, cutAfterOrder, answerLost
    case acknowledgementLate(Milliseconds)
  }

  let happening: Happening

  /// The next order does not reach the pump.
  public static let orderLost = LineMishap(happening: .orderLost)
  /// The next order reaches the pump twice.
  public static let orderTwice = LineMishap(happening: .orderTwice)
  /// The pump carries the next order out, and its answer to it is lost.
  public static let acknowledgementLost = LineMishap(happening: .acknowledgementLost)
  /// The pump's answer to the next order arrives twice.
  public static let acknowledgementTwice = LineMishap(happening: .acknowledgementTwice)
  /// The pump carries the next order out, and the line is dead from then on, until
  /// ``Pump/plugIn()``: nobody at the handheld can know what became of the order.
  public static let cutAfterOrder = LineMishap(happening: .cutAfterOrder)
  /// The pump's next answer is lost, whatever was asked.
  public static let answerLost = LineMishap(happening: .answerLost)

  /// The pump's answer to the next order arrives so much later, when it is awaited no more.
  public static func acknowledgementLate(by length: Milliseconds) -> LineMishap {
    LineMishap(happening: .acknowledgementLate(length))
  }

  /// What happens, in words.
  public var testDescription: String {
    switch happening {
    case .orderLost: "the order is lost"
    case .orderTwice: "the order arrives twice"
    case .acknowledgementLost: "the acknowledgement is lost"
    case .acknowledgementTwice: "the acknowledgement arrives twice"
    case .cutAfterOrder: "the line is cut after the order"
    case .answerLost: "an answer is lost"
    case .acknowledgementLate(let length):
      "the acknowledgement arrives \(Milliseconds.words(length.count)) late"
    }
  }
}
