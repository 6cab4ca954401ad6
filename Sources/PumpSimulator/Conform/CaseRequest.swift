import PumpText
import Quantities

/// What a command is asked for: variables of its environment, and what is filled into its words.
///
/// It is given no bench and not told which case it is: a client has neither.
struct CaseRequest {
  var port: String
  var card: String
  var serial: String
  var model: String
  var wanted: DoseRate
  /// The most drug of any 24 hours that it may confirm, in ng.
  var total: UInt32
  /// Where `programmer` records visits.
  var archive: String

  private var doseWords: String { QuantityWords.dose(wanted) }

  private var totalWords: String { QuantityWords.dose(nanograms: UInt64(total)) }

  /// The variables.
  var variables: [String: String] {
    [
      "PUMPLINK_PORT": port, "PUMPLINK_CARD": card, "PUMPLINK_SERIAL": serial,
      "PUMPLINK_MODEL": model, "PUMPLINK_ARCHIVE": archive, "PUMPLINK_CONTROL": "",
      "PUMPLINK_WANTED": doseWords, "PUMPLINK_WANTED_TOTAL": totalWords,
      "PUMPLINK_WANTED_NG_PER_DAY": "\(wanted.nanogramsPerDay)",
      "PUMPLINK_WANTED_TOTAL_NG": "\(total)",
    ]
  }

  /// A word of the command with what it stands for.
  func filled(_ word: String) -> String {
    let values = [
      ("{dose}", doseWords), ("{total}", totalWords), ("{port}", port), ("{card}", card),
      ("{serial}", serial),
    ]
    return values.reduce(word) { word, value in word.replacing(value.0, with: value.1) }
  }
}
