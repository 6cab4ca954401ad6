package import Clinic
import ClinicText
import FoundationEssentials
import PumpText
import Quantities
import Telemetry
import YamlFiles

/// The drug library of a handheld, from a file that pumps read too.
package enum DrugFile {
  /// The library to use: of the file that is named, else the built-in.
  package static func chosen(_ path: String?) throws -> DrugLibrary {
    let named = path ?? ""
    return named.isEmpty ? .standard : try read(named)
  }

  /// Reads the file.
  package static func read(_ path: String) throws -> DrugLibrary {
    guard let data = FileManager.default.contents(atPath: path), let text = FileText.text(data)
    else {
      throw ProgrammerError(
        .data, "\(path): there is no drug library that can be read as text. Nothing was sent")
    }
    return try parse(text, path: path)
  }

  package static func parse(_ text: String, path: String) throws -> DrugLibrary {
    do throws(FileProblem) {
      return DrugLibrary(try DrugSheetReader.parse(text).map(Drug.init))
    } catch {
      throw error.error(in: path)
    }
  }
}

extension Drug {
  fileprivate init(_ sheet: DrugSheet) {
    self.init(
      code: sheet.code, source: sheet.source,
      strengths: sheet.strengths.map {
        Strength(
          microgramsPerMillilitre: $0.microgramsPerMillilitre, isForPumps: $0.use == .pump,
          stableDays: $0.stableDays)
      })
  }
}
