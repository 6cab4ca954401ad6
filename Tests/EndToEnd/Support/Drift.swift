/// What a page shows held against what is printed: the picture with the fewest lines that differ.
///
/// What varies from run to run is held against what is like it: a pty, the serial number and the
/// keys of a pump, the numbers of its sessions.
struct Drift {
  /// The lines of the page and those that are printed, side by side: `-` only the page has, `+`
  /// only the program, and the line of the page in front. Empty when they are the same.
  let picture: String

  init(_ wanted: [Tour.Line], _ got: [String]) {
    let left = wanted.map { Self.masked($0.text) }
    let right = got.map(Self.masked)
    let costs = Self.costs(left, right)
    guard costs[0][0] > 0 else {
      picture = ""
      return
    }
    var lines: [String] = []
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      let isGap = i < left.count && left[i] == Tour.leftOut
      if i < left.count, j < right.count, isGap || left[i] == right[j],
        costs[i][j] == costs[i + 1][j + 1]
      {
        lines.append(Self.row(wanted[i].number, " ", wanted[i].text))
        (i, j) = (i + 1, j + 1)
      } else if isGap, j < right.count, costs[i][j] == costs[i][j + 1] {
        j += 1
      } else if i < left.count, costs[i][j] == costs[i + 1][j] + 1 {
        lines.append(Self.row(wanted[i].number, "-", wanted[i].text))
        i += 1
      } else {
        lines.append(Self.row(nil, "+", got[j]))
        j += 1
      }
    }
    picture = lines.joined(separator: "\n")
  }

  private static func row(_ number: Int?, _ mark: String, _ text: String) -> String {
    let place = number.map(String.init) ?? ""
    return String(repeating: " ", count: max(0, 5 - place.count)) + "\(place) \(mark) \(text)"
  }

  /// From each place in both on, how many lines differ at least.
  private static func costs(_ left: [String], _ right: [String]) -> [[Int]] {
    let row = Array(repeating: 0, count: right.count + 1)
    var costs = Array(repeating: row, count: left.count + 1)
    for i in (0...left.count).reversed() {
      for j in (0...right.count).reversed() where i < left.count || j < right.count {
        var best = Int.max
        if i < left.count { best = min(best, costs[i + 1][j] + 1) }
        if j < right.count { best = min(best, costs[i][j + 1] + 1) }
        if i < left.count && j < right.count {
          let isGap = left[i] == Tour.leftOut
          if isGap || left[i] == right[j] { best = min(best, costs[i + 1][j + 1]) }
          if isGap { best = min(best, costs[i][j + 1]) }
        }
        costs[i][j] = best
      }
    }
    return costs
  }

  /// A line with what varies in the same words whatever it is.
  private static func masked(_ line: String) -> String {
    line.replacing(#//dev/pts/[0-9]+/#, with: "/dev/pts/N")
      .replacing(#/PL40-[0-9A-Z]{6}/#, with: "PL40-SERIAL")
      .replacing(#/session [0-9a-f]+/#, with: "session N")
  }
}
