// Every file of these tests reads what programs print, as those do who use the kit.
@_exported import PumpLinkTestingProcesses

/// What a program printed.
typealias JSON = JSONValue

extension JSON {
  /// The JSON in a text; `.null` when there is none.
  init(_ text: String) { self.init(parsing: text) }
}
