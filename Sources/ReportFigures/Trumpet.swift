/// How far delivery strays from what was programmed, by the length of the window looked through:
/// the shorter the window, the further. After IEC 60601-2-24, with windows that suit this therapy.
package enum Trumpet {
  /// The windows in hours.
  package static let windows: [Double] = [1, 6, 24, 72, 168]

  /// A moment with the sums until then, both in the same unit.
  package struct Point {
    package let seconds: Double
    package let programmed: Double
    package let delivered: Double

    package init(seconds: Double, programmed: Double, delivered: Double) {
      self.seconds = seconds
      self.programmed = programmed
      self.delivered = delivered
    }
  }

  /// What was found through a window.
  package struct Bell: Equatable {
    package let hours: Double
    /// The largest and smallest error in percent of what was programmed in the window.
    package let most: Double
    package let least: Double
    /// How many windows were looked through.
    package let count: Int
  }

  /// The errors through each window that the points can resolve, each window beginning at a point.
  package static func bells(_ points: [Point]) -> [Bell] {
    guard let first = points.first, let last = points.last, points.count > 1 else { return [] }
    let gaps = zip(points, points.dropFirst()).map { $1.seconds - $0.seconds }
    let typical = gaps.sorted()[gaps.count / 2]
    return windows.compactMap { hours in
      let length = hours * 3600
      // Between points nothing is known, so a window must reach from one to another.
      guard typical <= length * 1.001, last.seconds - first.seconds >= length * 0.999 else {
        return nil
      }
      return bell(points, hours: hours)
    }
  }

  /// What was found in several courses, put together.
  package static func together(_ courses: [[Bell]]) -> [Bell] {
    windows.compactMap { hours in
      let all = courses.flatMap { $0 }.filter { $0.hours == hours }
      guard let most = all.map({ $0.most }).max(), let least = all.map({ $0.least }).min() else {
        return nil
      }
      return Bell(hours: hours, most: most, least: least, count: all.reduce(0) { $0 + $1.count })
    }
  }

  private static func bell(_ points: [Point], hours: Double) -> Bell? {
    var errors: [Double] = []
    var later = 0
    for point in points {
      let end = point.seconds + hours * 3600
      while later < points.count && points[later].seconds < end - 1 { later += 1 }
      guard later < points.count else { break }
      let to = at(end, points, before: later)
      let programmed = to.programmed - point.programmed
      guard programmed > 0 else { continue }
      errors.append((to.delivered - point.delivered - programmed) / programmed * 100)
    }
    guard let most = errors.max(), let least = errors.min() else { return nil }
    return Bell(hours: hours, most: most, least: least, count: errors.count)
  }

  /// The sums at a moment up to a point, even between it and the point before.
  private static func at(_ seconds: Double, _ points: [Point], before place: Int) -> Point {
    let right = points[place]
    guard place > 0, right.seconds > seconds else { return right }
    let left = points[place - 1]
    let part = (seconds - left.seconds) / (right.seconds - left.seconds)
    return Point(
      seconds: seconds, programmed: left.programmed + part * (right.programmed - left.programmed),
      delivered: left.delivered + part * (right.delivered - left.delivered))
  }
}
