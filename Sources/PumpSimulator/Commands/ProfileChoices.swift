import FoundationEssentials

/// What a shell offers for a pump's profile: those that the program carries, and files of YAML.
enum ProfileChoices {
  /// All of them, behind what was typed of the word so far, which says in which folder to look.
  static func offered(behind typed: String) -> [String] {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let entries = names(in: folder.isEmpty ? "." : folder) ?? []
    let files = entries.sorted().compactMap { name -> String? in
      if name.hasPrefix(".") { return nil }
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return folder + name }
      return names(in: folder + name) == nil ? nil : folder + name + "/"
    }
    return ProfileFile.builtIn.keys.sorted() + files
  }

  /// What is in a folder; `nil` for what is none.
  private static func names(in folder: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder)
  }
}
