import CommandEntry
import Foundation
import PumpPlant
import PumpWorld
import TestLimits
import Testing

@testable import PumpFirmwareSim

@Suite(.limited)
struct ControlMessageTests {
  private func request(_ text: String) -> ControlRequest? {
    try? JSONDecoder().decode(ControlRequest.self, from: Data(text.utf8))
  }

  @Test func `ids are numbers, texts, or not there`() {
    #expect(request(#"{"jsonrpc":"2.0","id":5,"method":"truth"}"#)?.id == .number(5))
    #expect(request(#"{"jsonrpc":"2.0","id":"a","method":"truth"}"#)?.id == .text("a"))
    #expect(request(#"{"jsonrpc":"2.0","method":"truth"}"#)?.id == nil)
    #expect(request(#"{"jsonrpc":"2.0","id":[1],"method":"truth"}"#) == nil)
  }

  @Test func `parameters of a wrong kind are missing, the request is not`() {
    for wrong in ["[5]", "\"5\"", "{\"milliseconds\":-1}", "{\"milliseconds\":\"5\"}", "null"] {
      let request = request(#"{"jsonrpc":"2.0","id":1,"method":"advance","params":\#(wrong)}"#)
      #expect(request?.method == "advance", "\(wrong)")
      #expect(request?.params?.milliseconds == nil, "\(wrong)")
    }
    let right = request(#"{"jsonrpc":"2.0","method":"advance","params":{"milliseconds":7}}"#)
    #expect(right?.params?.milliseconds == 7)
  }

  @Test func `an answer has the keys in a fixed order, and always an id`() throws {
    let failed = ControlReply(error: Failure(code: -32700, message: "no JSON"))
    #expect(
      try JSONText.text(failed)
        == #"{"error":{"code":-32700,"message":"no JSON"},"id":null,"jsonrpc":"2.0"}"#)
    let named = ControlReply(id: .text("a"), error: Failure(code: -32601, message: "no/method"))
    #expect(
      try JSONText.text(named)
        == #"{"error":{"code":-32601,"message":"no/method"},"id":"a","jsonrpc":"2.0"}"#)
  }

  @Test func `the truth of a new pump`() throws {
    let truth = TruthReport(try Samples.setup().newPump())
    #expect(
      try JSONText.text(truth) == """
        {"battery_percent":100,"catheter_nl":272000,"catheter_pg":544000000,"faults":[],\
        "filled_nl":21400000,"head":"contact","leaked_nl":0,"leaked_pg":0,"patient_nl":0,\
        "patient_pg":0,"pocket_nl":0,"power":"on","pump":{"alarms":[],"owed_pg":0,\
        "programmed_pg":0,"reservoir_nl":20000000,"strokes":0,"therapy_time_s":0,\
        "undelivered_pg":0},"pumped_nl":0,"pumped_pg":0,"reservoir_nl":20000000,\
        "reservoir_pg":40000000000,"residual_nl":1400000,"strokes":0,"telemetry_nj":0,\
        "therapy_time_s":0,"tones":{"single":0,"two_tone":0},"withdrawn_nl":0}
        """)
  }

  @Test func `the ready line, for people and for programs`() throws {
    var ready = ReadyReport(
      card: "/c", control: "/s", link: "/l", model: "PL-40", port: "/dev/pts/1", serial: "PL40-X")
    #expect(
      try ready.line(json: false)
        == "ready link=/l port=/dev/pts/1 card=/c control=/s model=PL-40 serial=PL40-X")
    #expect(
      try ready.line(json: true) == """
        {"card":"/c","control":"/s","event":"ready","link":"/l","model":"PL-40",\
        "port":"/dev/pts/1","serial":"PL40-X"}
        """)
    ready.link = nil
    #expect(try ready.line(json: false).hasPrefix("ready port="))
  }
}
