import Quantities
import TestLimits
import Testing

@Suite(.waiting, .limited)
struct TimeTests {
  @Test func `lengths of time are milliseconds`() {
    #expect(Milliseconds.seconds(3).rawValue == 3000)
    #expect(Milliseconds.minutes(3) == .seconds(180))
    #expect(Milliseconds.hours(3) == .minutes(180))
    #expect(Milliseconds.days(3) == .hours(72))
  }

  @Test func `a moment later and the time since it agree`() {
    let moment = TherapyTime(rawValue: 5_000_999)
    #expect(moment.after(.seconds(2)).since(moment) == .seconds(2))
    #expect(moment.since(moment) == .zero)
    #expect(moment.seconds == 5000)
    let link = LinkTime(rawValue: 7)
    #expect(link.after(.seconds(2)).since(link) == .seconds(2))
  }

  @Test func `link time since a later moment is zero`() {
    #expect(LinkTime(rawValue: 7).since(LinkTime(rawValue: 8)) == .zero)
  }

  @Test func `therapy time since a later moment traps`() async {
    await #expect(processExitsWith: .failure) {
      print(TherapyTime(rawValue: 7).since(TherapyTime(rawValue: 8)))
    }
  }

  @Test func `a moment after the last one traps`() async {
    await #expect(processExitsWith: .failure) {
      print(TherapyTime(rawValue: .max).after(Milliseconds(rawValue: 1)))
    }
    await #expect(processExitsWith: .failure) {
      print(LinkTime(rawValue: .max).after(Milliseconds(rawValue: 1)))
    }
  }

  @Test func `a length of time that does not fit traps`() async {
    await #expect(processExitsWith: .failure) { print(Milliseconds.days(.max / 86_400_000 + 1)) }
  }
}
