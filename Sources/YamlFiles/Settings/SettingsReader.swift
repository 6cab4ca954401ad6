import Console
package import PumpText
import Yams

/// Reads a settings file.
package enum SettingsReader {
  private static let profile = "profile"
  private static let profiles = "profiles"
  private static var names: [String] { Setting.allCases.map(\.rawValue) }

  /// The settings of a text.
  /// - Parameters:
  ///   - path: The absolute path of its file; paths in it begin there.
  ///   - home: What `~` stands for; empty where nobody knows.
  ///   - check: What is wrong with a value; `nil` for nothing.
  package static func parse(
    _ text: String, path: String, home: String,
    check: @escaping (Setting, String) -> QuantityError?
  ) throws(FileProblem) -> Settings {
    do {
      let root = try YamlText.compose(text)
      let paths = SettingsPaths(file: path, home: home)
      guard let root, root != Node("") else {
        return Settings(path: path, general: [:], profiles: [], usual: nil)
      }
      return try Self.settings(root, path, Self.Values(paths: paths, check: check))
    } catch {
      throw FileProblem(error)
    }
  }

  private static func settings(
    _ root: Node, _ path: String, _ values: Values
  ) throws -> Settings {
    var general: [Setting: Settings.Value] = [:]
    var all: [Settings.Profile] = []
    var usual: Node?
    for (key, value) in try mapping(root, "the file", of: "settings, each as name: value") {
      switch key.string ?? "" {
      case profile: usual = value
      case profiles: all = try read(value, values)
      case let name:
        let setting = try setting(key, name, beside: names + [profile, profiles])
        general[setting] = try values.value(of: setting, value, in: nil)
      }
    }
    let name = try usual.map { node -> String in
      let name = node.scalar?.string ?? ""
      guard all.contains(where: { $0.name == name }) else {
        throw FileProblem(line: node, "\(SettingsReader.missing(name, among: all))")
      }
      return name
    }
    return Settings(path: path, general: general, profiles: all, usual: name)
  }

  /// That there is no profile of a name, and which there are.
  package static func missing(_ name: String, among profiles: [Settings.Profile]) -> String {
    let known = profiles.map { "“\($0.name.shown)”" }.joined(separator: ", ")
    return "there is no profile “\(name.shown)”; "
      + (known.isEmpty ? "there is none at all" : "there are \(known)")
  }

  private static func read(_ node: Node, _ values: Values) throws -> [Settings.Profile] {
    try mapping(node, "profiles", of: "profiles, each a name with settings under it")
      .map { key, value in
        let name = key.scalar?.string ?? ""
        guard !name.isEmpty else { throw FileProblem(line: key, "a profile has no name") }
        var own: [Setting: Settings.Value] = [:]
        let what = "profile “\(name.shown)”"
        for (key, value) in try mapping(value, what, of: "settings, each as name: value") {
          let setting = try setting(key, key.string ?? "", beside: names)
          own[setting] = try values.value(of: setting, value, in: name)
        }
        return Settings.Profile(name: name, values: own)
      }
  }

  private static func mapping(
    _ node: Node, _ name: String, of what: String
  ) throws -> Node.Mapping {
    guard let mapping = node.mapping else {
      throw FileProblem(line: node, "\(name) is to have \(what)")
    }
    return mapping
  }

  private static func setting(
    _ key: Node, _ name: String, beside known: [String]
  ) throws -> Setting {
    if let setting = Setting(rawValue: name) { return setting }
    let near = NearestWord.all(to: name, among: known)
    let hint =
      near.isEmpty
      ? "there are \(known.joined(separator: ", "))"
      : "did you mean \(near.joined(separator: " or "))?"
    throw FileProblem(line: key, "“\(name.shown)” is no setting here; \(hint)")
  }

  /// Reads the values of settings.
  private struct Values {
    let paths: SettingsPaths
    let check: (Setting, String) -> QuantityError?

    func value(
      of setting: Setting, _ node: Node, in profile: String?
    ) throws -> Settings.Value {
      guard let written = node.scalar?.string, !written.isEmpty else {
        throw FileProblem(line: node, "\(setting.rawValue) is to have one value, on its line")
      }
      let text = setting.isPath ? paths.whole(written) : written
      if let wrong = check(setting, text) { throw FileProblem(line: node, wrong.text) }
      return Settings.Value(text: text, line: node.mark?.line ?? 1, profile: profile)
    }
  }
}
