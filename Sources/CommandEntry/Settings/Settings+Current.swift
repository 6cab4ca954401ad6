import SerialLink
package import YamlFiles

extension Settings {
  /// Those that hold for the verb that runs.
  @TaskLocal package static var current = Settings.none

  /// What the environment says of something, even where it is nothing, else what the file says;
  /// `nil` for nothing. What a flag says comes before it.
  package static func value(_ setting: Setting) -> String? {
    if Environment.holds(setting.variable) { return Environment.value(setting.variable) }
    return current.value(setting)?.text
  }

  /// The same by the environment's name of it, and what of the environment is no setting.
  package static func value(named name: String) -> String? {
    Setting.allCases.first { $0.variable == name }.map(value) ?? Environment.value(name)
  }
}
