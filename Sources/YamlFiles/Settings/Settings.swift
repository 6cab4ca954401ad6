/// What a settings file says: values for every pump, and profiles with those of one.
package struct Settings: Equatable, Sendable {
  /// A value, and where it stands.
  package struct Value: Equatable, Sendable {
    /// The value; a path is whole.
    package let text: String
    /// From 1.
    package let line: Int
    /// The profile it is of; `nil` for every pump.
    package let profile: String?
  }

  /// The values for a pump, under a name.
  package struct Profile: Equatable, Sendable {
    /// Its name.
    package let name: String
    /// What it says.
    let values: [Setting: Value]
  }

  /// The file that it is of; empty for none.
  package let path: String
  /// The profiles, in the order of the file.
  package let profiles: [Profile]
  /// The name of the profile that holds unless another is named; `nil` for none.
  package let usual: String?
  private let general: [Setting: Value]
  /// The profile that holds; `nil` for none.
  package private(set) var chosen: Profile?

  /// What stands in a file.
  init(
    path: String, general: [Setting: Value], profiles: [Profile], usual: String?
  ) {
    self.path = path
    self.general = general
    self.profiles = profiles
    self.usual = usual
    chosen = profiles.first { $0.name == usual }
  }

  /// Nothing at all.
  package static let none = Settings(path: "", general: [:], profiles: [], usual: nil)

  /// The same with another profile; `nil` when there is none of that name.
  package func choosing(_ name: String) -> Settings? {
    guard let profile = profiles.first(where: { $0.name == name }) else { return nil }
    var settings = self
    settings.chosen = profile
    return settings
  }

  /// What the file says of something: the profile before what is for every pump.
  package func value(_ setting: Setting) -> Value? {
    chosen?.values[setting] ?? general[setting]
  }
}
