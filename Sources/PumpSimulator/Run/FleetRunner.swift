import BenchClient
import BenchControl
import SerialLink
import VerbOutput

/// The run loop of several pumps: one wait for all of them, and each is looked at when its line has
/// something, when something of it falls due, or when the bench asks for it.
final class FleetRunner {
  private var units: [PumpUnit]
  /// When each has to be looked at next, in ms of the monotonic clock.
  private var due: [UInt64]
  private let control: ControlServer
  private let watch: PtyWatch
  private let testbed: UsbTestbed?
  private var buffer = PumpUnit.newBuffer()
  private var isQuitting = false

  init(
    _ units: [PumpUnit], control: ControlServer, watch: PtyWatch, testbed: UsbTestbed? = nil
  ) {
    self.units = units
    self.control = control
    self.watch = watch
    self.testbed = testbed
    due = [UInt64](repeating: 0, count: units.count)
    for unit in units {
      unit.host.onProgress = { [control, name = unit.name] in control.publish($0, of: name) }
    }
  }

  /// Runs until all are told to quit, by the bench or by a signal.
  func run(_ signals: borrowing SignalPipe) throws(SerialError) {
    var set = PollSet(
      capacity: units.count + ControlServer.maximumConnections + UsbTestbed.mostInterests + 8)
    var ending: EventJournal.Ending?
    while ending == nil, !units.isEmpty {
      set.removeAll()
      let signalPlace = set.add(signals.fileDescriptor, .readable)
      let watchPlace = set.add(watch.fileDescriptor, .readable)
      control.addInterests(to: &set)
      let benchEnd = set.count
      testbed?.addInterests(to: &set)
      let first = set.count
      for unit in units { unit.line.addOneInterest(to: &set) }
      try set.wait(timeoutMilliseconds: millisecondsToSleep())
      if set.isReady(signalPlace), try signals.next() != nil { ending = .signal }
      let isWatched = set.isReady(watchPlace)
      if isWatched { try watch.look() }
      testbed?.serve(set)
      try serve(set, from: first, isWatched)
      if (watchPlace + 1..<benchEnd).contains(where: { set.isReady($0) }) {
        control.serve { answer($0, sign: $1) }
      }
      if isQuitting { ending = .quit }
      try letGo()
    }
    for unit in units { try end(unit, ending ?? .quit) }
    try control.finish()
  }

  private func serve(
    _ set: borrowing PollSet, from first: Int, _ isWatched: Bool
  ) throws(SerialError) {
    let now = MonotonicClock.milliseconds()
    for place in units.indices {
      let unit = units[place]
      guard
        set.isReady(first + place) || due[place] <= now || isWatched && unit.line.hasClientChange
      else { continue }
      try unit.serve(set, &buffer)
      unit.report()
      plan(place)
    }
  }

  private func plan(_ place: Int) {
    let sleep = units[place].millisecondsToSleep()
    due[place] = sleep.map { MonotonicClock.milliseconds() + UInt64($0) } ?? .max
  }

  private func millisecondsToSleep() -> Int? {
    guard let next = due.min(), next != .max else { return nil }
    let now = MonotonicClock.milliseconds()
    return next > now ? Int(min(next - now, 3_600_000)) : 0
  }

  /// Has the pump that a line names answer it. To quit, none need be named: then all do.
  private func answer(_ line: String, sign: () -> Void) -> ControlServer.Reply {
    guard let request = BenchTree(json: line).flatMap({ try? ControlRequest($0) }) else {
      // Whatever is wrong with it is the same for all.
      return units.first?.answer(line, sign: sign) ?? ControlServer.Reply()
    }
    if request.pump == nil, request.method == BenchMethod.quit.rawValue {
      isQuitting = true
      // The truth of one stands for all.
      return units.first?.service.acknowledgeQuit(request) ?? ControlServer.Reply()
    }
    guard let name = request.pump, let place = units.firstIndex(where: { $0.name == name }) else {
      return refuse(request)
    }
    let reply = units[place].answer(line, sign: sign)
    units[place].report()
    plan(place)
    return reply
  }

  private func refuse(_ request: ControlRequest) -> ControlServer.Reply {
    guard let id = request.id else { return ControlServer.Reply() }
    let names = "\(units.first?.name ?? "") to \(units.last?.name ?? "")"
    let words =
      request.pump.map { "there is no pump \($0) here, but \(names)" }
      ?? "several pumps are here, \(names); pump says which is meant"
    let reply = ControlReply(id: id, .failed(.wrongParameters(words)))
    return ControlServer.Reply(text: try? JSONText.text(reply.tree))
  }

  /// Ends the pumps that were told to quit by their names.
  private func letGo() throws(SerialError) {
    for place in units.indices.reversed() where units[place].service.isQuitting {
      try end(units[place], .quit)
      units.remove(at: place)
      due.remove(at: place)
    }
  }

  private func end(_ unit: PumpUnit, _ ending: EventJournal.Ending) throws(SerialError) {
    unit.tap.stop()
    try unit.host.save()
    unit.host.note(.ended(ending))
    control.publish(unit.host.events, of: unit.name)
  }
}

extension ControlService {
  /// Answers a request to quit that is about all pumps: with the truth of this one.
  fileprivate func acknowledgeQuit(_ request: ControlRequest) -> ControlServer.Reply {
    guard let id = request.id else { return ControlServer.Reply() }
    let reply = ControlReply(id: id, .done(.truth(truth)))
    return ControlServer.Reply(text: try? JSONText.text(reply.tree))
  }
}
