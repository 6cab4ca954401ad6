/// What `Sources/README.md` can be held to.
struct SourcesPage {
  /// A link to a file, and what is to be found in it.
  struct Place: Equatable {
    var name: String
    var path: String
  }

  /// What to touch to add something, told by one that was added.
  struct Recipe {
    var name: String
    /// The word that stands in every one of the files.
    var example: String
    var files: [String] = []
    /// How many of them there are even without what the example need not have had.
    var needed = 0
    /// The most files that may be needed.
    var most: Int
  }

  private(set) var places: [Place] = []
  private(set) var recipes: [Recipe] = []

  init(_ text: String) {
    var isRecipe = false
    for line in text.split(separator: "\n") {
      if let title = line.firstMatch(of: /^### Adding (.+): at most (\d+) files, as `(\w+)`/) {
        isRecipe = true
        recipes.append(
          Recipe(
            name: String(title.1), example: String(title.3), most: Int(title.2) ?? 0))
      } else if line.hasPrefix("#") {
        isRecipe = false
      }
      for link in line.matches(of: /\[`([^`]+)`\]\(([^)#]+)\)/) {
        let place = Place(name: String(link.1), path: String(link.2))
        places.append(place)
        if isRecipe, place.path.hasSuffix(".swift"), !recipes.isEmpty {
          recipes[recipes.count - 1].files.append(place.path)
          if !line.contains("| only where ") { recipes[recipes.count - 1].needed += 1 }
        }
      }
    }
  }
}
