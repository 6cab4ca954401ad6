import Campaigns

/// The commands that do what is missing of a campaign, as they are typed into a shell.
enum GapLines {
  /// The command of each gap.
  static func all(_ merge: CampaignMerge, in folder: String) -> [String] {
    let result = merge.first
    return merge.gaps.flatMap { gap -> [String] in
      switch gap {
      case .rest(let shard, let file): return [command(result.command, shard, file: file)]
      case .shard(let shard):
        return [command(result.command, shard, file: path(folder, shard.fileName))]
      case .range(let range): return lines(of: range, result, folder)
      }
    }
  }

  /// The command of a part of a campaign.
  static func command(_ command: String, _ shard: Shard, file: String) -> String {
    "\(command) --shard \(shard.text) --result \(quoted(file))"
  }

  /// A file of a folder.
  static func path(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Numbers that are no part of a plan: seeds are a campaign of their own, and a script is a part
  /// of as many parts as there are scripts.
  private static func lines(
    of range: NumberRange, _ result: ShardResult, _ folder: String
  ) -> [String] {
    switch result.kind {
    case .seeds:
      let conditions = result.conditions.isEmpty ? "" : " \(result.conditions)"
      let file = path(folder, "seeds-\(range.first)-\(range.last).json")
      return ["\(PumpSoak.name) --seeds \(range.text)\(conditions) --result \(quoted(file))"]
    case .scripts:
      return (range.first...range.last).compactMap { number in
        Shard(part: number, parts: result.campaign.last).map { shard in
          command(result.command, shard, file: path(folder, shard.fileName))
        }
      }
    }
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String { ShellWord.quoted(word) }
}
