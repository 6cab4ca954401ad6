// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What is to come: the moments, counted from now, and what the next 24 hours may hold. A moment
/// that does not come, or comes after the end of service, is absent. Spec: messages.md, "forecast".
public struct Forecast: Hashable, Sendable {
  /// What is foretold, as it was asked.
  public var subject: ForecastSubject
  /// The token of the staged set that is foretold; zero for every other subject.
  public var token: UInt32
  /// Until what leaves the reservoir from now on reaches the catheter tip. Unit s. `nil`: never.
  public var secondsToTip: UInt32?
  /// Until the reservoir counter reaches the alarm volume; zero when it is there. Unit s. `nil`:
  /// never.
  public var secondsToLowAlarm: UInt32?
  /// Until the reservoir counter reaches zero; zero when it is there. Unit s. `nil`: never.
  public var secondsToEmpty: UInt32?
  /// Until the elective replacement indicator; zero once it is reached. Unit s. `nil`: never.
  public var secondsToReplacement: UInt32?
  /// Until the end of service; zero once it is reached. Unit s. `nil`: never.
  public var secondsToEndOfService: UInt32?
  /// Until the temporary rate or the planned stop ends by itself. Unit s. `nil`: none ends by
  /// itself.
  public var secondsToTemporaryEnd: UInt32?
  /// What it will have given by then in all, rounded down; zero when none ends by itself. Unit ng.
  public var temporaryNanograms: UInt32
  /// What the programme would give in its whole time, with every bolus of the programme that it
  /// keeps from beginning, rounded down; zero when none ends by itself. Unit ng.
  public var foregoneNanograms: UInt32
  /// What the next 24 hours may hold, and what stands against it.
  public var step: Forecast.StepFigures

  /// What any 24 hours will hold, held against what was in force. Spec: therapy.md, "Largest step".
  public struct StepFigures: Hashable, Sendable {
    /// The most drug that any 24 hours will hold, rounded up; see therapy.md. Unit ng.
    public var mostNanograms: UInt32
    /// The smallest day's total that was in force in the last 24 hours; zero when none was. Unit
    /// ng/day.
    public var formerLeastNanograms: UInt32
    /// The largest day's total that was in force in the last 24 hours; zero when none was. Unit
    /// ng/day.
    public var formerMostNanograms: UInt32
    /// The drug that a prime pushes out of the tip, at most; zero for every other subject. Unit ng.
    public var tipNanograms: UInt32
    /// Which rule of the largest step it is beyond; then the order needs the total confirmed.
    public var beyond: StepRule

    /// One from its parts.
    public init(
      mostNanograms: UInt32, formerLeastNanograms: UInt32, formerMostNanograms: UInt32,
      tipNanograms: UInt32 = 0, beyond: StepRule = .none
    ) {
      self.mostNanograms = mostNanograms
      self.formerLeastNanograms = formerLeastNanograms
      self.formerMostNanograms = formerMostNanograms
      self.tipNanograms = tipNanograms
      self.beyond = beyond
    }
  }

  /// Whether the marks of absence in the fields agree with each other.
  private var isConsistent: Bool {
    (subject == .staged || token == 0)
      && (subject == .prime || step.tipNanograms == 0)
      && (subject != .temporary || secondsToTemporaryEnd != nil)
      && (subject != .endTemporary || secondsToTemporaryEnd == nil)
      && (secondsToTemporaryEnd != nil || temporaryNanograms == 0)
      && (secondsToTemporaryEnd != nil || foregoneNanograms == 0)
  }

  /// One from its parts. Fields that contradict each other trap.
  public init(
    subject: ForecastSubject, token: UInt32 = 0, secondsToTip: UInt32?, secondsToLowAlarm: UInt32?,
    secondsToEmpty: UInt32?, secondsToReplacement: UInt32?, secondsToEndOfService: UInt32?,
    secondsToTemporaryEnd: UInt32? = nil, temporaryNanograms: UInt32 = 0,
    foregoneNanograms: UInt32 = 0, step: Forecast.StepFigures
  ) {
    self.subject = subject
    self.token = token
    self.secondsToTip = secondsToTip
    self.secondsToLowAlarm = secondsToLowAlarm
    self.secondsToEmpty = secondsToEmpty
    self.secondsToReplacement = secondsToReplacement
    self.secondsToEndOfService = secondsToEndOfService
    self.secondsToTemporaryEnd = secondsToTemporaryEnd
    self.temporaryNanograms = temporaryNanograms
    self.foregoneNanograms = foregoneNanograms
    self.step = step
    precondition(isConsistent, "a forecast contradicts its own subject")
  }
}

extension Forecast {
  init(from reader: inout ByteReader) {
    subject = ForecastSubject(from: &reader)
    token = reader.u32()
    if subject != .staged && token != 0 { reader.reject() }
    secondsToTip = reader.u32(orNoneAt: .max)
    secondsToLowAlarm = reader.u32(orNoneAt: .max)
    secondsToEmpty = reader.u32(orNoneAt: .max)
    secondsToReplacement = reader.u32(orNoneAt: .max)
    secondsToEndOfService = reader.u32(orNoneAt: .max)
    secondsToTemporaryEnd = reader.u32(orNoneAt: .max)
    if subject == .temporary && secondsToTemporaryEnd == nil { reader.reject() }
    if subject == .endTemporary && secondsToTemporaryEnd != nil { reader.reject() }
    temporaryNanograms = reader.u32()
    if secondsToTemporaryEnd == nil && temporaryNanograms != 0 { reader.reject() }
    foregoneNanograms = reader.u32()
    if secondsToTemporaryEnd == nil && foregoneNanograms != 0 { reader.reject() }
    let stepMostNanograms = reader.u32()
    let stepFormerLeastNanograms = reader.u32()
    let stepFormerMostNanograms = reader.u32()
    let stepTipNanograms = reader.u32()
    if subject != .prime && stepTipNanograms != 0 { reader.reject() }
    let stepBeyond = StepRule(from: &reader)
    step = Forecast.StepFigures(
      mostNanograms: stepMostNanograms, formerLeastNanograms: stepFormerLeastNanograms,
      formerMostNanograms: stepFormerMostNanograms, tipNanograms: stepTipNanograms,
      beyond: stepBeyond)
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(subject.rawValue)
    writer.put(token)
    writer.put(secondsToTip ?? .max)
    writer.put(secondsToLowAlarm ?? .max)
    writer.put(secondsToEmpty ?? .max)
    writer.put(secondsToReplacement ?? .max)
    writer.put(secondsToEndOfService ?? .max)
    writer.put(secondsToTemporaryEnd ?? .max)
    writer.put(temporaryNanograms)
    writer.put(foregoneNanograms)
    writer.put(step.mostNanograms)
    writer.put(step.formerLeastNanograms)
    writer.put(step.formerMostNanograms)
    writer.put(step.tipNanograms)
    writer.put(step.beyond.rawValue)
  }
}

extension Forecast: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("subject", subject.wireName)
    visitor.number("token", token)
    visitor.number("secondsToTip", secondsToTip)
    visitor.number("secondsToLowAlarm", secondsToLowAlarm)
    visitor.number("secondsToEmpty", secondsToEmpty)
    visitor.number("secondsToReplacement", secondsToReplacement)
    visitor.number("secondsToEndOfService", secondsToEndOfService)
    visitor.number("secondsToTemporaryEnd", secondsToTemporaryEnd)
    visitor.number("temporaryNanograms", temporaryNanograms)
    visitor.number("foregoneNanograms", foregoneNanograms)
    visitor.enter("step")
    step.visit(&visitor)
    visitor.leave()
  }
}

extension Forecast.StepFigures: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("mostNanograms", mostNanograms)
    visitor.number("formerLeastNanograms", formerLeastNanograms)
    visitor.number("formerMostNanograms", formerMostNanograms)
    visitor.number("tipNanograms", tipNanograms)
    visitor.choice("beyond", beyond.wireName)
  }
}
