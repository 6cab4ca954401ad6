import FuzzSupport

extension FuzzTarget {
  /// Both ends of a session, and the world a pump wakes up in.
  static let sessions = [
    FuzzTarget(name: "pump", longestInput: 1024, run: PumpTarget.run) { fixtures in
      try PumpSeeds.all(fixtures)
    },
    FuzzTarget(name: "programmer", longestInput: 1024, run: ProgrammerTarget.run) { fixtures in
      try ProgrammerSeeds.all(fixtures)
    },
    FuzzTarget(name: "snapshot", longestInput: 1024, run: SnapshotTarget.run) { _ in
      ["seed-whole": [0], "seed-later": [1, 2, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8]]
    },
  ]
}
