import ClientJudge
import PumpWorld
import Quantities
import RawClient
import Telemetry

extension LabClient {
  /// Changes the dose; says at the end what became of that.
  mutating func run() -> Claim {
    do {
      try open()
      let claim = try change(overriding: mistake == .overrides)
      guard claim == .refused, mistake == .asksAgain else { return end(claim) }
      return end(try change(overriding: false))
    } catch Failure.refused {
      guard mistake == .asksAgain else { return end(.refused) }
      return end((try? change(overriding: false)) ?? .refused)
    } catch { return end(.notDone) }
  }

  private mutating func end(_ claim: Claim) -> Claim {
    if client.session != nil { _ = ask(.query(.closeSession), times: 1) }
    return claim
  }

  private mutating func change(overriding: Bool) throws -> Claim {
    let therapy = Therapy.simpleContinuous(wanted)
    let part = StageTherapy(therapy, overridesSoftLimits: overriding)
    switch ask(.part(.therapy(part))) {
    case .acknowledged?: break
    case .refused?: throw Failure.refused
    default: throw Failure.nothingDone
    }
    guard case .staged(let held)? = ask(.query(.readBack)),
      held.therapy == therapy || mistake == .comparesNothing
    else { throw Failure.nothingDone }
    return commit(held.token)
  }

  private mutating func confirmed() -> UInt32 {
    guard mistake == .confirmsByItself,
      case .forecast(let forecast)? = ask(.query(.readForecast(.staged)))
    else { return told }
    return forecast.step.mostNanograms
  }

  private mutating func commit(_ token: UInt32) -> Claim {
    let total = confirmed()
    for _ in 0..<30 {
      let body = Order.Body.commit(Commit(token: token, confirmedNanograms: total))
      let order = Order(body, notAfter: notAfter())
      let reply = ask(.order(order), times: mistake == .sendsAgain ? 2 : 1)
      switch reply {
      case .acknowledged(let done)?:
        if done.request == .commit || mistake == .believesContradictions { return .done }
      case .refused(let refusal)?:
        guard refusal.code == .busy else { return .refused }
        pause(100)
        continue
      default: break
      }
      return unanswered(order, token)
    }
    return .refused
  }

  private mutating func unanswered(_ order: Order, _ token: UInt32) -> Claim {
    switch mistake {
    case .claimsDone: .done
    case .claimsNotDone: .notDone
    case .givesUp: .unknown
    case .ordersAnew: again(token)
    default:
      settle(AppliedCommand(session: client.session ?? 0, request: client.lastRequest), order)
    }
  }

  private mutating func again(_ token: UInt32) -> Claim {
    let body = Order.Body.commit(Commit(token: token, confirmedNanograms: told))
    switch ask(.order(Order(body, notAfter: notAfter())), times: 1) {
    case .acknowledged?: return .done
    case .refused?: return .refused
    default: return .unknown
    }
  }

  /// The table of session.md.
  private mutating func settle(_ name: AppliedCommand, _ order: Order) -> Claim {
    for _ in 0..<200 {
      if isGone {
        do { try open() } catch { return .unknown }
      }
      switch ask(.query(.readStatus)) {
      case .status(let status)?:
        if status.lastApplied == name { return .done }
        if client.session != name.session { return .notDone }
        if Int32(bitPattern: status.linkClock &- order.notAfter) > 0 { return .notDone }
      case .refused?: break
      default: if !isGone { return .unknown }
      }
      pause(100)
    }
    return .unknown
  }
}
