/// The number of a request on the wire, and how it may be treated.
public enum RequestType: UInt8, Hashable, Sendable {
  /// Who are you?
  case identify = 0x01
  /// Open a session.
  case openSession = 0x02
  /// Close the session.
  case closeSession = 0x03
  /// Everything a clinician reviews.
  case interrogate = 0x10
  /// What are you doing?
  case readStatus = 0x11
  /// The committed programme.
  case readTherapy = 0x12
  /// Check and hold a programme.
  case stageTherapy = 0x20
  /// The staged programme as the pump holds it.
  case readBack = 0x21
  /// Make the staged programme the therapy.
  case commit = 0x22
  /// Forget the staged programme.
  case discard = 0x23
  /// Give a bolus.
  case startBolus = 0x30
  /// End the running bolus.
  case cancelBolus = 0x31
  /// Stop delivery.
  case stop = 0x32
  /// Resume delivery.
  case resume = 0x33
  /// Set the wall clock.
  case setClock = 0x40

  /// Whether carrying it out changes what the patient gets, or the clock that says when.
  ///
  /// Such a request expires, is never sent again without a status read in between, and leaves the
  /// outcome unknown when its answer is lost.
  public var changesTherapy: Bool {
    switch self {
    case .commit, .startBolus, .cancelBolus, .stop, .resume, .setClock: true
    default: false
    }
  }

  /// Whether it belongs to a session.
  public var needsSession: Bool { self != .identify && self != .openSession }
}

/// What a programmer asks of the pump. Spec: messages.md, "Requests".
public enum Request: Hashable, Sendable {
  /// Who are you?
  case identify
  /// Open a session.
  case openSession(OpenSession)
  /// Close the session.
  case closeSession
  /// Everything a clinician reviews.
  case interrogate
  /// What are you doing?
  case readStatus
  /// The committed programme.
  case readTherapy
  /// Check and hold a programme.
  case stageTherapy(StageTherapy)
  /// The staged programme as the pump holds it.
  case readBack
  /// Make the staged programme the therapy.
  case commit(Commit)
  /// Forget the staged programme.
  case discard
  /// Give a bolus.
  case startBolus(StartBolus)
  /// End the running bolus.
  case cancelBolus(TimedOrder)
  /// Stop delivery.
  case stop(TimedOrder)
  /// Resume delivery.
  case resume(TimedOrder)
  /// Set the wall clock.
  case setClock(SetClock)

  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .identify: .identify
    case .openSession: .openSession
    case .closeSession: .closeSession
    case .interrogate: .interrogate
    case .readStatus: .readStatus
    case .readTherapy: .readTherapy
    case .stageTherapy: .stageTherapy
    case .readBack: .readBack
    case .commit: .commit
    case .discard: .discard
    case .startBolus: .startBolus
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .resume: .resume
    case .setClock: .setClock
    }
  }

  /// Until when the pump may carry it out, on the pump's link clock; `nil` when it does not expire.
  public var notAfter: UInt32? {
    switch self {
    case .commit(let order): order.notAfter
    case .startBolus(let order): order.notAfter
    case .cancelBolus(let order), .stop(let order), .resume(let order): order.notAfter
    case .setClock(let order): order.notAfter
    default: nil
    }
  }

  init(_ type: RequestType, from reader: inout ByteReader) {
    switch type {
    case .identify: self = .identify
    case .openSession: self = .openSession(OpenSession(from: &reader))
    case .closeSession: self = .closeSession
    case .interrogate: self = .interrogate
    case .readStatus: self = .readStatus
    case .readTherapy: self = .readTherapy
    case .stageTherapy: self = .stageTherapy(StageTherapy(from: &reader))
    case .readBack: self = .readBack
    case .commit: self = .commit(Commit(from: &reader))
    case .discard: self = .discard
    case .startBolus: self = .startBolus(StartBolus(from: &reader))
    case .cancelBolus: self = .cancelBolus(TimedOrder(from: &reader))
    case .stop: self = .stop(TimedOrder(from: &reader))
    case .resume: self = .resume(TimedOrder(from: &reader))
    case .setClock: self = .setClock(SetClock(from: &reader))
    }
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .identify, .closeSession, .interrogate, .readStatus, .readTherapy, .readBack, .discard:
      break
    case .openSession(let body): body.encode(to: &writer)
    case .stageTherapy(let body): body.encode(to: &writer)
    case .commit(let body): body.encode(to: &writer)
    case .startBolus(let body): body.encode(to: &writer)
    case .cancelBolus(let body), .stop(let body), .resume(let body): body.encode(to: &writer)
    case .setClock(let body): body.encode(to: &writer)
    }
  }
}
