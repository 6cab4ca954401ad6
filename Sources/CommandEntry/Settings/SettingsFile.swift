import Console
import FoundationEssentials
package import PumpText
import SerialLink
package import YamlFiles

/// The settings file of the person who runs a program.
package enum SettingsFile {
  /// Something wrong with it, in words.
  package struct Problem: Error {
    /// What it is, where it is and what to do.
    package let words: String
  }

  /// The environment's name of the profile to choose.
  package static let variable = "PUMPLINK_PROFILE"

  /// The largest file that is read, in bytes.
  private static let most = 1 << 20

  /// Where it is, by the rules of XDG, which ignore a folder that is not absolute; `nil` where
  /// nobody knows.
  package static var path: String? {
    let folder = Environment.value("XDG_CONFIG_HOME") ?? ""
    if folder.hasPrefix("/") { return "\(folder)/pumplink/config.yaml" }
    return home.isEmpty ? nil : "\(home)/.config/pumplink/config.yaml"
  }

  private static var home: String { Environment.value("HOME") ?? "" }

  /// The settings with the profile that is named, else that of the environment, else its own.
  /// Without a file there are none.
  /// - Parameter check: What is wrong with a value but that of a port; `nil` for nothing.
  package static func read(
    profile: String?, check: @escaping (Setting, String) -> QuantityError? = { _, _ in nil }
  ) throws(Problem) -> Settings {
    let name = profile ?? Environment.value(variable)
    guard let path, let text = try text(of: path) else {
      guard let name else { return .none }
      let place = path.map { ", and no \($0)" } ?? ""
      throw Problem(words: SettingsReader.missing(name, among: []) + place)
    }
    let settings: Settings
    do throws(FileProblem) {
      settings = try SettingsReader.parse(text, path: path, home: home) {
        $0 == .port ? Self.problem(ofPort: $1) : check($0, $1)
      }
    } catch {
      throw Problem(words: "\(path):\(error.line): \(error.message.text(.help))")
    }
    guard let name else { return settings }
    guard let chosen = settings.choosing(name) else {
      throw Problem(words: "\(path): \(SettingsReader.missing(name, among: settings.profiles))")
    }
    return chosen
  }

  private static func problem(ofPort text: String) -> QuantityError? {
    do throws(SerialError) {
      _ = try PortAddress(text)
      return nil
    } catch {
      return QuantityError("“\(text.shown)” is no port: \(error.reason)")
    }
  }

  /// What is in the file; `nil` where there is none.
  private static func text(of path: String) throws(Problem) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Problem(words: "\(path) cannot be read")
    }
    guard data.count <= most, let text = FileText.text(data) else {
      throw Problem(words: "\(path) is no text that can be read as settings")
    }
    return text
  }
}
