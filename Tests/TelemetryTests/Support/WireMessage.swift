import Quantities
import Telemetry

/// A message of either direction.
enum WireMessage: Equatable {
  case request(Request)
  case reply(Reply)

  /// The Swift message whose fields have these values; the values must be allowed.
  init(_ message: MessageSpec.Message, _ values: WireValues) {
    switch message.direction {
    case .request:
      guard let type = RequestType(rawValue: message.type) else {
        preconditionFailure("no request has type \(message.type)")
      }
      self = .request(Request(type, values))
    case .reply:
      guard let type = ReplyType(rawValue: message.type) else {
        preconditionFailure("no reply has type \(message.type)")
      }
      self = .reply(Reply(type, values))
    }
  }

  /// Its frame, by the Swift encoder.
  func wire(_ header: MessageHeader) -> [UInt8] {
    var buffer = WireBuffer()
    switch self {
    case .request(let request): buffer.encode(request, header)
    case .reply(let reply): buffer.encode(reply, header)
    }
    return buffer.withBytes { span in span.indices.map { span[$0] } }
  }
}

extension Request {
  init(_ type: RequestType, _ values: WireValues) {
    switch type {
    case .identify: self = .identify
    case .openSession: self = .openSession(OpenSession(values))
    case .closeSession: self = .closeSession
    case .interrogate: self = .interrogate
    case .readStatus: self = .readStatus
    case .readTherapy: self = .readTherapy
    case .stageTherapy:
      self = .stageTherapy(
        StageTherapy(Therapy(values), overridesSoftLimits: values.flag("overridesSoftLimits")))
    case .readBack: self = .readBack
    case .commit:
      self = .commit(Commit(token: values.u32("token"), notAfter: values.u32("notAfter")))
    case .discard: self = .discard
    case .startBolus: self = .startBolus(StartBolus(values))
    case .cancelBolus: self = .cancelBolus(TimedOrder(notAfter: values.u32("notAfter")))
    case .stop: self = .stop(TimedOrder(notAfter: values.u32("notAfter")))
    case .resume: self = .resume(TimedOrder(notAfter: values.u32("notAfter")))
    case .setClock:
      self = .setClock(
        SetClock(WallClock(rawValue: values.u32("clock")), notAfter: values.u32("notAfter")))
    }
  }
}

extension Reply {
  init(_ type: ReplyType, _ values: WireValues) {
    switch type {
    case .identity: self = .identity(Identity(values, ""))
    case .sessionOpened: self = .sessionOpened(SessionOpened(values))
    case .interrogation: self = .interrogation(Interrogation(values))
    case .status: self = .status(Status(values, ""))
    case .therapy: self = .therapy(TherapyReport(values))
    case .staged: self = .staged(TherapyReport(values))
    case .acknowledged: self = .acknowledged(Acknowledgement(values))
    case .refused: self = .refused(Refusal(values))
    }
  }
}
