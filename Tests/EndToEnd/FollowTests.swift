import Foundation
import TestLimits
import Testing

/// Verbs that go on printing until something ends them.
@Suite(.waiting, .limited)
struct FollowTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  private func follow(_ words: String...) throws -> Program {
    let follower = try bench.launch("programmer", ["log", "--follow"] + words)
    #expect(follower.nextLine()?.contains("switched on") == true)
    return follower
  }

  @Test(arguments: [["log", "--follow"], ["ports", "--watch"], ["watch"]])
  func `it ends when its reader has gone, though there is nothing to print`(words: [String]) throws
  {
    let program = try bench.launch("programmer", words)
    #expect(program.nextLine() != nil)
    program.closeOutput()
    #expect(program.waitForEnd() == 0)
    try bench.expectDone("stop --yes")
  }

  @Test func `it ends when its reader goes in the middle of what is printed`() throws {
    // More than a pipe holds: it is still writing.
    try bench.ctl("advance 5 years")
    let program = try bench.launch("programmer", ["log", "--follow", "--from", "1"])
    #expect(program.nextLine() != nil)
    program.closeOutput()
    #expect(program.waitForEnd() == 0)
  }

  @Test(arguments: ["log --follow", "ports --watch", "watch --json"])
  func `an output that takes nothing is no success`(words: String) throws {
    let arguments = words.split(separator: " ").map(String.init)
    let lost = try bench.launch("programmer", arguments, redirected: ">/dev/full").wait()
    #expect(lost.code == 74 && lost.errors.contains("no space is left"), "\(lost)")
  }

  @Test func `following goes on over a power cycle, in a new session`() throws {
    let follower = try follow()
    try bench.ctl("power cycle")
    #expect(follower.nextLine()?.contains("switched on") == true)
    try bench.ctl("power cycle")
    #expect(follower.nextLine()?.contains("switched on") == true)
    follower.send(SIGINT)
    let finished = follower.wait()
    #expect(finished.code == 0 && finished.errors.contains("A new session is tried"), "\(finished)")
    try bench.expectDone("stop --yes")
  }

  @Test(arguments: [("power off", "power on"), ("head remove", "head place")])
  func `following waits for a pump that does not answer for a while, and goes on`(
    away: String, back: String
  ) throws {
    let follower = try bench.launch("programmer", ["log", "--follow"], redirected: "2>&1")
    #expect(follower.nextLine()?.contains("switched on") == true)
    try bench.ctl(away)
    #expect(follower.nextLine()?.contains("A new session is tried") == true)
    try bench.ctl(back)
    try bench.ctl("advance 1 day")
    if away == "power off" { #expect(follower.nextLine()?.contains("switched on") == true) }
    #expect(follower.nextLine()?.contains("account") == true)
    follower.send(SIGINT)
    #expect(follower.waitForEnd() == 0)
  }

  @Test func `following goes on where a memory that was set back and the printed part differ`()
    throws
  {
    try bench.ctl("snapshot before")
    let follower = try follow()
    try bench.ctl("advance 1 day")
    #expect(follower.nextLine()?.contains("     2  2026-03-03 08:00:00  account") == true)
    let restored = try bench.ctl("restore before")
    #expect(restored.code == 0, "\(restored)")
    // It has the number that the account had.
    #expect(follower.nextLine()?.contains("     2  2026-03-02 08:00:00  switched on") == true)
    try bench.ctl("advance 1 day")
    #expect(follower.nextLine()?.contains("     3  2026-03-03 08:00:00  account") == true)
    follower.send(SIGTERM)
    let finished = follower.wait()
    #expect(finished.code == 0 && finished.errors.contains("goes on from entry 2"), "\(finished)")
  }

  @Test func `a pump that is gone ends it, with the code for that`() throws {
    let follower = try follow()
    try bench.kill9()
    let finished = follower.wait()
    #expect(finished.code == 74, "\(finished)")
  }

  @Test func `who wants the port meanwhile is told who has it`() throws {
    let follower = try follow("--last", "1")
    let second = try bench.programmer("stop --yes")
    #expect(second.code == 69, "\(second)")
    let holder = "(`programmer log --follow --last`, process \(follower.processID))"
    #expect(second.errors.contains("another program is using this port \(holder)"), "\(second)")
    follower.send(SIGTERM)
    #expect(follower.waitForEnd() == 0)
  }
}
