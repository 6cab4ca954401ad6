import Foundation

/// The tables of the README, and the targets of `make` that it names.
struct ReadmePage {
  /// Every target that is named behind `make`, in blocks of the kind `sh` and in backticks.
  private(set) var makes: Set<String> = []
  /// The map of the sources, a row after the other.
  private(set) var modules: [[String]] = []
  /// The Swift packages.
  private(set) var dependencies: [(name: String, url: String)] = []
  /// Debian's packages.
  private(set) var debian: [String] = []

  init(_ page: String) {
    var isInShell = false
    var head = ""
    for line in page.components(separatedBy: "\n") {
      if line.hasPrefix("```") { isInShell = line == "```sh" }
      if isInShell, let target = line.prefixMatch(of: /make ([a-z]+)/) {
        makes.insert(String(target.1))
      }
      for named in line.matches(of: /`make ([a-z ]+)`/) {
        makes.formUnion(named.1.split(separator: " ").map(String.init))
      }
      guard line.hasPrefix("|") else {
        head = ""
        continue
      }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      if head.isEmpty { head = cells[0] } else { add(cells[0], under: head) }
    }
  }

  private mutating func add(_ cell: String, under head: String) {
    let names = cell.matches(of: /`([^`]+)`/).map { String($0.1) }
    switch head {
    case "module" where !names.isEmpty: modules.append(names)
    case "Debian package": debian += names
    case "package":
      guard let link = cell.wholeMatch(of: /\[([^\]]+)\]\(([^)]+)\)/) else { return }
      dependencies.append((String(link.1), String(link.2)))
    default: break
    }
  }

  /// The targets of a manifest that is no fuzzer's, each with the names it depends on.
  static func targets(_ manifest: String) -> [String: [String]] {
    let usual = manifest.components(separatedBy: "\nif Context.environment")[0]
    var targets: [String: [String]] = [:]
    let start = /\.(?:target|executableTarget|testTarget)\(/
    for part in usual.split(separator: start).dropFirst() {
      guard let name = part.firstMatch(of: /name: "([^"]+)"/) else { continue }
      let list = part.firstMatch(of: /dependencies: \[((?:[^\[\]]|\n)*)\]/)?.1 ?? ""
      targets[String(name.1)] = list.matches(of: /"([^"]+)"/).map { String($0.1) }
    }
    return targets
  }
}
