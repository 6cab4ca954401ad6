import Glibc
package import PumpText
package import Quantities

/// The clock of the machine this runs on, as `date` shows it.
package enum HostClock {
  /// What the clock on the wall shows here and now.
  package static func now() throws(QuantityError) -> WallClock { try wall(time(nil)) }

  /// What it shows at a moment. The C library reads `TZ` itself, in every form that POSIX gives it:
  /// a place, or a rule such as `<+03>-3`.
  static func wall(_ moment: time_t) throws(QuantityError) -> WallClock {
    var moment = moment
    var parts = unsafe tm()
    tzset()
    guard unsafe localtime_r(&moment, &parts) != nil else {
      throw QuantityError("this machine cannot tell its local time; set the clock to a typed time")
    }
    let date = unsafe "\(Int(parts.tm_year) + 1900)-\(parts.tm_mon + 1)-\(parts.tm_mday)"
    // A leap second is none to a pump.
    let time = unsafe "\(parts.tm_hour):\(parts.tm_min):\(min(parts.tm_sec, 59))"
    return try QuantityWords.parseClock("\(date) \(time)")
  }
}
