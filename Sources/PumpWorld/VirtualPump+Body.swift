package import Quantities

extension VirtualPump {
  /// Does something to body and pump, after letting time pass; what throws has changed nothing.
  package mutating func operate<Result>(
    at now: Instant, _ body: (inout World) throws(BenchError) -> Result
  ) throws(BenchError) -> Result {
    advance(to: now)
    var changed = world
    let result = try body(&changed)
    world = changed
    return result
  }
}
