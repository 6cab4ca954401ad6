import Console
import SerialLink
package import VerbOutput
package import YamlFiles

/// Where the values come from that a verb takes when no flag says them.
package struct SettingsResult: VerbResult {
  private let settings: Settings
  private let rows: [Row]

  /// Where a value comes from.
  package enum Source: String, CaseIterable, Encodable {
    /// A variable of the environment.
    case environment
    /// The profile of the settings file that holds.
    case profile
    /// What the settings file says for every pump.
    case file
    /// The program.
    case builtIn = "built_in"
    /// Nowhere: there is no value.
    case none
  }

  private struct Row: Encodable {
    let name: String
    let variable: String
    @OrNull var value: String?
    let source: Source
    /// The line of the file; null where it comes from elsewhere.
    @OrNull var line: Int?
  }

  private struct JSON: Encodable {
    @OrNull var file: String?
    let file_exists: Bool
    @OrNull var profile: String?
    let profiles: [String]
    let settings: [Row]
  }

  /// What holds now.
  /// - Parameter builtIn: What a verb takes where nothing is said; `nil` for nothing.
  package init(_ settings: Settings, builtIn: (Setting) -> String?) {
    self.settings = settings
    rows = Setting.allCases.map { Self.row($0, settings, builtIn($0)) }
  }

  private static func row(_ setting: Setting, _ settings: Settings, _ builtIn: String?) -> Row {
    let name = setting.rawValue
    let variable = setting.variable
    if Environment.holds(variable) {
      return Row(
        name: name, variable: variable, value: Environment.value(variable) ?? "",
        source: .environment)
    }
    if let value = settings.value(setting) {
      return Row(
        name: name, variable: variable, value: value.text,
        source: value.profile == nil ? .file : .profile, line: value.line)
    }
    return Row(
      name: name, variable: variable, value: builtIn, source: builtIn == nil ? .none : .builtIn)
  }

  package var outcome: VerbAnswer.Outcome { .read }

  package var json: any Encodable {
    JSON(
      file: SettingsFile.path, file_exists: !settings.path.isEmpty, profile: settings.chosen?.name,
      profiles: settings.profiles.map(\.name), settings: rows)
  }

  package var words: String {
    var lines = [("file", file)]
    if !settings.profiles.isEmpty { lines.append(("profile", profile)) }
    lines += rows.map { ($0.name, "\(words($0))") }
    let width = 12
    return lines.map { label, value in
      label + String(repeating: " ", count: max(1, width - label.count)) + value.shown + "\n"
    }.joined()
  }

  private var file: String {
    guard let path = SettingsFile.path else { return "none: HOME is not set" }
    return settings.path.isEmpty ? "\(path), which is not there" : path
  }

  private var profile: String {
    let others = settings.profiles.map(\.name).filter { $0 != settings.chosen?.name }
    let name = settings.chosen?.name ?? "none"
    return others.isEmpty ? name : "\(name); there is also \(others.joined(separator: ", "))"
  }

  private func words(_ row: Row) -> String {
    let value = row.value ?? ""
    let shown = value.isEmpty ? "nothing" : value
    switch row.source {
    case .environment: return "\(shown)  (\(row.variable))"
    case .profile:
      return "\(shown)  (line \(row.line ?? 0), profile \(settings.chosen?.name ?? ""))"
    case .file: return "\(shown)  (line \(row.line ?? 0))"
    case .builtIn: return "\(shown)  (built in)"
    case .none: return "nothing"
    }
  }
}
