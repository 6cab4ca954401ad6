import PumpText
import TestLimits
import Testing

@testable import YamlFiles

/// What a settings file says, and what is wrong with one.
@Suite(.limited)
struct SettingsReaderTests {
  private static let file = "/users/me/.config/pumplink/config.yaml"

  private static func settings(_ text: String) throws(FileProblem) -> Settings {
    try SettingsReader.parse(text, path: file, home: "/users/me") {
      $0 == .indication && $1 != "spinal" ? QuantityError("“\($1)” is none") : nil
    }
  }

  private static let example = """
    archive: ~/clinic.sqlite
    indication: spinal
    profile: bedside
    profiles:
      bedside:
        port: /tmp/pump
        card: pump.card
      ward:
        port: tcp://127.0.0.1:5900
        archive: /srv/ward.sqlite

    """

  @Test func `a profile goes before what is for every pump`() throws {
    let settings = try Self.settings(Self.example)
    #expect(settings.chosen?.name == "bedside")
    #expect(settings.value(.port)?.text == "/tmp/pump")
    #expect(settings.value(.port)?.line == 6)
    #expect(settings.value(.port)?.profile == "bedside")
    #expect(settings.value(.archive)?.text == "/users/me/clinic.sqlite")
    #expect(settings.value(.archive)?.profile == nil)
    let ward = try #require(settings.choosing("ward"))
    #expect(ward.value(.port)?.text == "tcp://127.0.0.1:5900")
    #expect(ward.value(.archive)?.text == "/srv/ward.sqlite")
    #expect(ward.value(.indication)?.text == "spinal")
    #expect(ward.value(.card) == nil)
    #expect(settings.choosing("wards") == nil)
  }

  @Test func `a path begins where the file is, and an address is left as it is`() throws {
    let settings = try Self.settings(Self.example)
    #expect(settings.value(.card)?.text == "/users/me/.config/pumplink/pump.card")
    let ports = try Self.settings("port: usb:10c4:ea60\ncard: ~\n")
    #expect(ports.value(.port)?.text == "usb:10c4:ea60")
    #expect(ports.value(.card)?.text == "/users/me/.config/pumplink/~")
  }

  @Test(arguments: ["", "\n", "# nothing yet\n", "profiles: {}\n"])
  func `a file that says nothing is none the worse`(text: String) throws {
    let settings = try Self.settings(text)
    #expect(Setting.allCases.allSatisfy { settings.value($0) == nil })
    #expect(settings.path == Self.file)
  }

  @Test(arguments: [
    ("prot: /tmp/pump\n", 1, "did you mean port?"), ("speed: 9600\n", 1, "there are port, card"),
    ("profiles:\n  a:\n    cart: x\n", 3, "did you mean card?"),
    ("profiles:\n  a:\n    profile: b\n", 3, "is no setting here"),
    ("profile: b\nprofiles:\n  a: {port: /x}\n", 1, "no profile “b”; there are “a”"),
    ("profile: b\n", 1, "there is none at all"), ("port: [a, b]\n", 1, "one value"),
    ("\nport:\n", 2, "one value"), ("port: {a: b}\n", 1, "one value"),
    ("- port\n", 1, "the file is to have settings"), ("port\n", 1, "the file is to have settings"),
    ("profiles: a\n", 1, "profiles is to have"),
    ("profiles:\n  a: x\n", 2, "profile “a” is to have"),
    ("profiles:\n  ? []\n  : {}\n", 2, "no name"), ("indication: cold\n", 1, "“cold” is none"),
    ("port: /a\nport: /b\n", 1, "more than one port"), ("port: \"/a\n", 2, "no YAML"),
    ("profiles:\n  a: {}\n  a: {}\n", 2, "more than one a"),
    ("port: /a\n!b port: /b\n", 2, "more than one port"),
    ("profiles:\n  1: {port: /a}\n  \"1\": {port: /b}\n", 3, "more than one 1"),
  ])
  func `what is wrong is told with its line`(text: String, line: Int, words: String) {
    let problem = #expect(throws: FileProblem.self) { try Self.settings(text) }
    #expect(problem?.line == line, "\(problem.map { "\($0)" } ?? "")")
    #expect(
      problem?.message.text(.help).contains(words) == true, "\(problem.map { "\($0)" } ?? "")")
  }
}
