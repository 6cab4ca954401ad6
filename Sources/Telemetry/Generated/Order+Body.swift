// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension Order {
  /// What is ordered. Spec: messages.md, "Requests".
  public enum Body: Hashable, Sendable {
    /// Make all that is staged the therapy, at once.
    case commit(Commit)
    /// Give a dose on top of the therapy.
    case startBolus(StartBolus)
    /// End the running bolus or prime.
    case cancelBolus
    /// Stop delivery.
    case stop
    /// Resume delivery.
    case resume(ConfirmedOrder)
    /// Give the patient the bolus he asks for.
    case requestBolus
    /// Fill the fluid path fast, without counting it as therapy.
    case startPrime(StartPrime)
    /// Deliver one path volume at a constant flow, in place of the basal infusion.
    case startBridge(StartBridge)
    /// End the bridge, running or waiting.
    case cancelBridge(ConfirmedOrder)
    /// Infuse at another rate, or not at all, for some time in place of the programme's basal
    /// infusion.
    case startTemporaryRate(StartTemporaryRate)
    /// End the temporary rate or the planned stop; the programme goes on where its clock stands.
    case endTemporaryRate
    /// Set the wall clock.
    case setClock(SetClock)
    /// Set the volume of the low-reservoir alarm.
    case setLowAlarm(SetLowAlarm)
    /// Silence the tones of the alarms that are active.
    case silenceAlarms(SilenceAlarms)
    /// Take another pairing key for a role.
    case rotateKey(RotateKey)
    /// Take note of the catheter as it was implanted or revised: the path's volumes follow from it.
    case setCatheter(SetCatheter)
  }
}

extension Order.Body: Visitable {
  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .commit: .commit
    case .startBolus: .startBolus
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .resume: .resume
    case .requestBolus: .requestBolus
    case .startPrime: .startPrime
    case .startBridge: .startBridge
    case .cancelBridge: .cancelBridge
    case .startTemporaryRate: .startTemporaryRate
    case .endTemporaryRate: .endTemporaryRate
    case .setClock: .setClock
    case .setLowAlarm: .setLowAlarm
    case .silenceAlarms: .silenceAlarms
    case .rotateKey: .rotateKey
    case .setCatheter: .setCatheter
    }
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate: break
    case .commit(let body): body.encode(to: &writer)
    case .startBolus(let body): body.encode(to: &writer)
    case .resume(let body): body.encode(to: &writer)
    case .startPrime(let body): body.encode(to: &writer)
    case .startBridge(let body): body.encode(to: &writer)
    case .cancelBridge(let body): body.encode(to: &writer)
    case .startTemporaryRate(let body): body.encode(to: &writer)
    case .setClock(let body): body.encode(to: &writer)
    case .setLowAlarm(let body): body.encode(to: &writer)
    case .silenceAlarms(let body): body.encode(to: &writer)
    case .rotateKey(let body): body.encode(to: &writer)
    case .setCatheter(let body): body.encode(to: &writer)
    }
  }

  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    switch self {
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate: break
    case .commit(let body): body.visit(&visitor)
    case .startBolus(let body): body.visit(&visitor)
    case .resume(let body): body.visit(&visitor)
    case .startPrime(let body): body.visit(&visitor)
    case .startBridge(let body): body.visit(&visitor)
    case .cancelBridge(let body): body.visit(&visitor)
    case .startTemporaryRate(let body): body.visit(&visitor)
    case .setClock(let body): body.visit(&visitor)
    case .setLowAlarm(let body): body.visit(&visitor)
    case .silenceAlarms(let body): body.visit(&visitor)
    case .rotateKey(let body): body.visit(&visitor)
    case .setCatheter(let body): body.visit(&visitor)
    }
  }

  /// The same with the total of 24 hours confirmed, in ng; what has no such field is what it was.
  public func confirming(_ nanograms: UInt32) -> Self {
    switch self {
    case .commit(var body):
      body.confirmedNanograms = nanograms
      return .commit(body)
    case .startBolus(var body):
      body.confirmedNanograms = nanograms
      return .startBolus(body)
    case .resume(var body):
      body.confirmedNanograms = nanograms
      return .resume(body)
    case .startPrime(var body):
      body.confirmedNanograms = nanograms
      return .startPrime(body)
    case .startBridge(var body):
      body.confirmedNanograms = nanograms
      return .startBridge(body)
    case .cancelBridge(var body):
      body.confirmedNanograms = nanograms
      return .cancelBridge(body)
    case .startTemporaryRate(var body):
      body.confirmedNanograms = nanograms
      return .startTemporaryRate(body)
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .rotateKey, .setCatheter:
      return self
    }
  }

  /// The total of 24 hours that was confirmed, in ng; zero where none was, `nil` where an order has
  /// no such field.
  public var confirmedNanograms: UInt32? {
    switch self {
    case .commit(let body): body.confirmedNanograms
    case .startBolus(let body): body.confirmedNanograms
    case .resume(let body): body.confirmedNanograms
    case .startPrime(let body): body.confirmedNanograms
    case .startBridge(let body): body.confirmedNanograms
    case .cancelBridge(let body): body.confirmedNanograms
    case .startTemporaryRate(let body): body.confirmedNanograms
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .rotateKey, .setCatheter:
      nil
    }
  }
}
