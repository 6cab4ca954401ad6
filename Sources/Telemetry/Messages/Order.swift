/// What changes what the patient gets, the clock that says when, the alarms, or the keys, and until
/// when it may be carried out. Spec: messages.md, "Requests", and session.md, "Expiry".
///
/// An order is never sent again without a status read in between, and its outcome is unknown when
/// its answer is lost.
public struct Order: Hashable, Sendable {
  /// What is ordered.
  public var body: Body
  /// The pump's link clock in ms modulo 2^32 after which the order is refused.
  public var notAfter: UInt32

  /// An order from its parts.
  public init(_ body: Body, notAfter: UInt32) {
    self.body = body
    self.notAfter = notAfter
  }

  /// What is ordered.
  public enum Body: Hashable, Sendable {
    /// Make the staged programme the therapy.
    case commit(Commit)
    /// Give a bolus.
    case startBolus(StartBolus)
    /// End the running bolus or prime.
    case cancelBolus
    /// Stop delivery.
    case stop
    /// Resume delivery.
    case resume(ConfirmedOrder)
    /// Give the patient the bolus he asks for.
    case requestBolus
    /// Prime the fluid path.
    case startPrime(StartPrime)
    /// Bridge between two strengths.
    case startBridge(StartBridge)
    /// End the bridge.
    case cancelBridge(ConfirmedOrder)
    /// Set the wall clock.
    case setClock(SetClock)
    /// Set the volume of the low-reservoir alarm.
    case setLowAlarm(SetLowAlarm)
    /// Silence the tones.
    case silenceAlarms(SilenceAlarms)
    /// Take another pairing key.
    case rotateKey(RotateKey)
  }
}

extension Order.Body {
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
    case .setClock: .setClock
    case .setLowAlarm: .setLowAlarm
    case .silenceAlarms: .silenceAlarms
    case .rotateKey: .rotateKey
    }
  }

  /// The same with the total of 24 hours confirmed, in ng; what has no such field is what it was.
  public func confirming(_ nanograms: UInt32) -> Order.Body {
    switch self {
    case .commit(var order):
      order.confirmedNanograms = nanograms
      return .commit(order)
    case .startBolus(var order):
      order.confirmedNanograms = nanograms
      return .startBolus(order)
    case .startPrime(var order):
      order.confirmedNanograms = nanograms
      return .startPrime(order)
    case .startBridge(var order):
      order.confirmedNanograms = nanograms
      return .startBridge(order)
    case .cancelBridge: return .cancelBridge(ConfirmedOrder(confirmedNanograms: nanograms))
    case .resume: return .resume(ConfirmedOrder(confirmedNanograms: nanograms))
    case .cancelBolus, .stop, .requestBolus, .setClock, .setLowAlarm, .silenceAlarms, .rotateKey:
      return self
    }
  }
}
