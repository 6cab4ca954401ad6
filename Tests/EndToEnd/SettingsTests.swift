import Foundation
import PumpLinkTesting
import PumpLinkTestingProcesses
import TestLimits
import Testing

/// Settings of a file, under the environment's and under flags.
@Suite(.waiting, .limited)
struct SettingsTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  private var port: String { bench.ready.port.string ?? "" }

  /// Writes the settings file.
  private func write(_ text: String) throws {
    try? bench.files.makeDirectory("config")
    try? bench.files.makeDirectory("config/pumplink")
    try bench.files.write(text.utf8, to: "config/pumplink/config.yaml")
  }

  /// Runs a program with its words, and only these variables of the pump's.
  private func run(
    _ words: String, _ variables: [String: String] = [:], program: String = "programmer"
  ) throws -> Finished {
    let silent = ["PORT", "CARD", "CONTROL", "ARCHIVE", "SERIAL", "MODEL"].map {
      "-u PUMPLINK_\($0)"
    }
    let set = variables.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
    return try bench.shell("env \(silent.joined(separator: " ")) \(set) \(program) \(words)")
  }

  private var example: String {
    """
    profile: bedside
    profiles:
      bedside:
        port: \(port)
        card: \(bench.files.file("card.json"))
        control: \(bench.files.file("control"))
      nowhere:
        port: /nowhere

    """
  }

  @Test func `a profile takes the place of flags, for both programs`() throws {
    #expect(try run("status").code == 64)
    try write(example)
    #expect(try run("status --no-archive").code == 0)
    #expect(try run("ctl truth", program: "PumpFirmwareSim").code == 0)
    let elsewhere = try run(
      "status --profile nowhere --no-archive --card \(bench.files.file("card.json"))")
    #expect(elsewhere.code == 69 && elsewhere.errors.contains("/nowhere"), "\(elsewhere)")
  }

  @Test func `a flag goes before the environment, and that before the file`() throws {
    try write(example)
    let variables = ["PUMPLINK_PORT": "/elsewhere"]
    let other = try run("identify", variables)
    #expect(other.code == 69 && other.errors.contains("/elsewhere"), "\(other)")
    #expect(try run("identify --port \(port)", variables).code == 0)
    // Set to nothing it is nothing, whatever the file says.
    let none = try run("identify", ["PUMPLINK_PORT": ""])
    #expect(none.code == 64 && none.errors.contains("Give --port"), "\(none)")
  }

  @Test func `it is told where each value comes from`() throws {
    try write(example)
    let variables = ["PUMPLINK_CARD": "/my.card", "PUMPLINK_PROFILE": "nowhere"]
    let told = try run("config --json", variables)
    let json = JSON(told.output)
    #expect(told.code == 0 && json.profile == "nowhere" && json.file_exists == true, "\(told)")
    #expect(json.profiles.elements.map { $0 } == ["bedside", "nowhere"])
    let sources = json.settings.elements.map {
      "\($0.name.string ?? ""): \($0.source.string ?? "") \($0.line.double.map { Int($0) } ?? 0)"
    }
    #expect(sources.contains("port: profile 8"), "\(sources)")
    #expect(sources.contains("card: environment 0"), "\(sources)")
    #expect(sources.contains("control: none 0"), "\(sources)")
    #expect(sources.contains("archive: built_in 0"), "\(sources)")
    let words = try run("config", variables).output
    #expect(words.contains("/my.card  (PUMPLINK_CARD)"), "\(words)")
    #expect(words.contains("nowhere; there is also bedside"), "\(words)")
  }

  @Test(arguments: [
    ("prot: /tmp/pump\n", "config.yaml:1: “prot” is no setting here; did you mean port?"),
    ("port: \"\u{7}\n", "no YAML"), ("port: tcp://\n", "is no port"),
    ("indication: cold\n", "“cold”; it can be spinal, cerebral or child"),
    ("profile: x\n", "there is no profile “x”"),
  ])
  func `a file that is wrong is told, and nothing is sent`(text: String, words: String) throws {
    try write(text)
    for verb in ["status", "config", "sessions list"] {
      let refused = try run("\(verb) --json")
      #expect(refused.code == 78 && refused.errors.contains(words), "\(refused)")
      #expect(JSON(refused.output).exit_code == 78, "\(refused)")
    }
    let helped = try run("status --help")
    #expect(helped.code == 0)
    // Nothing holds up an emergency.
    let called = try run("emergency --yes --port \(port)")
    #expect(called.code == 0, "\(called)")
  }

  @Test func `a profile that is nowhere is told, with those there are`() throws {
    try write(example)
    let refused = try run("status --profile beside")
    #expect(refused.code == 78 && refused.errors.contains("“bedside”, “nowhere”"), "\(refused)")
    let none = try run("status --profile=bedside", ["XDG_CONFIG_HOME": "/nowhere"])
    #expect(none.code == 78 && none.errors.contains("none at all"), "\(none)")
  }

  @Test func `a script plays as everywhere, whatever its player has set`() throws {
    try write("indication: child\ndrugs: nowhere.yaml\n")
    try bench.files.write(
      "steps:\n- programmer: dose 110 mcg/day\n  total: 110 mcg\n".utf8, to: "script.yaml")
    let played = try run("run script.yaml")
    #expect(played.code == 0, "\(played)")
  }

  // MARK: A choice at a terminal

  @Test func `where no port is named a person chooses among those there are`() throws {
    let person = try TestTerminal(columns: 80)
    let silent = ["PUMPLINK_PORT": "", "PUMPLINK_CARD": ""]
    let program = try bench.launch(
      "programmer", ["status"], environment: silent,
      redirected: "<\(person.path) >\(person.path) 2>&1")
    try person.wait { person.isListening }
    #expect(person.text.contains(bench.ready.serial.string ?? "?"), "\(person.text)")
    try person.enter(try #require(bench.ready.serial.string))
    try person.wait { !program.isRunning }
    #expect(program.waitForEnd() == 0, "\(person.text)")
    #expect(person.text.contains("reservoir"), "\(person.text)")
  }

  @Test(arguments: [("", "none was chosen"), ("99", "none of the numbers")])
  func `what is no choice sends nothing`(answer: String, words: String) throws {
    let person = try TestTerminal(columns: 80)
    let program = try bench.launch(
      "programmer", ["stop", "--yes"], environment: ["PUMPLINK_PORT": "", "PUMPLINK_CARD": ""],
      redirected: "<\(person.path) >\(person.path) 2>&1")
    try person.wait { person.isListening }
    try person.enter(answer)
    try person.wait { !program.isRunning }
    #expect(program.waitForEnd() == 64, "\(person.text)")
    #expect(person.text.contains(words), "\(person.text)")
  }
}
