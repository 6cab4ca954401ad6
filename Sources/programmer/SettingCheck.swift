import Clinic
import Console
import PumpText
import YamlFiles

/// What values of settings have to be, where only a handheld knows it.
enum SettingCheck {
  /// What is wrong with a value of the settings file; `nil` for nothing.
  static func problem(_ setting: Setting, _ text: String) -> QuantityError? {
    guard setting == .indication else { return nil }
    do throws(QuantityError) {
      _ = try indication(text)
      return nil
    } catch {
      return error
    }
  }

  /// The indication of a name.
  static func indication(_ text: String) throws(QuantityError) -> Indication {
    if let indication = Indication(rawValue: text) { return indication }
    throw QuantityError("“\(text.shown)”; it can be spinal, cerebral or child")
  }
}
