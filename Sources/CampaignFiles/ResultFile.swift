package import Campaigns
import Console
import FoundationEssentials
package import PumpText
import SerialLink
import VerbOutput

/// The file that a part's result is kept in: it is there whole, or as it was before.
package struct ResultFile: Sendable {
  package let path: String

  /// What is the matter with a file, and how a program ends that has to do with it.
  package struct Problem: Error, Equatable {
    package let exitStatus: ProgramExitStatus
    /// What happened, without the file's name.
    package let reason: String

    /// A problem from its parts.
    package init(exitStatus: ProgramExitStatus, reason: String) {
      self.exitStatus = exitStatus
      self.reason = reason
    }
  }

  /// The longest result that is read, in bytes.
  static let longest = 64_000_000

  /// A file by its name.
  package init(_ path: String) { self.path = path }

  /// The result in the file; `nil` when there is no file.
  package func read() throws(Problem) -> ShardResult? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    if let size, size > Self.longest {
      throw Problem(
        exitStatus: .data, reason: "it is longer than any result (\(Self.longest / 1_000_000) MB)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Problem(exitStatus: .io, reason: "the system does not let it be read")
    }
    let body: [UInt8]
    do throws(ResultText.Damage) {
      body = try ResultText.opened(Array(data))
    } catch {
      throw Problem(exitStatus: .data, reason: error.words)
    }
    do {
      return try JSONDecoder().decode(ShardResult.self, from: Data(body))
    } catch let error as ShardResult.Contradiction {
      throw Problem(exitStatus: .data, reason: error.words)
    } catch {
      throw Problem(exitStatus: .data, reason: "it holds what no result holds")
    }
  }

  /// What there is already of a part: as much as the file holds, or nothing yet.
  package func begun(_ wanted: ShardResult) throws(Problem) -> ShardResult {
    guard let kept = try read() else { return wanted }
    if let obstacle = kept.obstacle(to: wanted) {
      throw Problem(exitStatus: .data, reason: obstacle)
    }
    return kept
  }

  /// Puts a result in its place, durably. What is there stays when it says more of the same part:
  /// a scheduler may have begun it twice.
  package func keep(_ result: ShardResult) throws(Problem) {
    if let kept = try? read(), kept.obstacle(to: result) == nil, kept.next > result.next { return }
    guard let text = try? JSONText.text(result) else {
      throw Problem(exitStatus: .bug, reason: "it cannot be written as JSON")
    }
    // Two machines of one file system may have the same number for a process.
    let mark = "\(ProcessInfo.processInfo.hostName).\(ProcessInfo.processInfo.processIdentifier)"
    do throws(NamedFile.Failure) {
      let file = try NamedFile(path)
      try file.put(
        ResultText.sealed(Array(text.utf8)), replacing: true, suffix: ".\(mark).new")
    } catch {
      throw Problem(exitStatus: .io, reason: "it cannot be \(error.step): \(error.reason)")
    }
  }

  /// The results of a folder and the files that are none, in the order of their names. Files whose
  /// name does not end in `.json` are others'.
  package static func all(
    in folder: String
  ) throws(Problem) -> (sources: [CampaignMerge.Source], damaged: [CampaignMerge.Unfit]) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw Problem(exitStatus: .data, reason: "there is no folder that can be read")
    }
    var sources: [CampaignMerge.Source] = []
    var damaged: [CampaignMerge.Unfit] = []
    for name in names.filter({ $0.hasSuffix(".json") && !$0.hasPrefix(".") }).sorted() {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      do throws(Problem) {
        guard let result = try ResultFile(path).read() else { continue }
        sources.append(CampaignMerge.Source(file: path, result: result))
      } catch {
        damaged.append(CampaignMerge.Unfit(file: path, reason: error.reason))
      }
    }
    return (sources, damaged)
  }
}
