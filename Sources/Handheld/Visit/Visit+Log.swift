import PumpText
import Telemetry

extension Visit {
  /// Reads the pump's event log.
  package var log: LogReader { LogReader { first in try connection.logPage(from: first) } }

  /// The log with what the archive has of it.
  package var logCollector: LogCollector {
    LogCollector(reader: log, archive: connection.recorder.archive, serial: identity.serial.string)
  }

  /// The check of the whole log.
  package var logVerifier: LogVerifier {
    LogVerifier(reader: log, archive: connection.recorder.archive, serial: identity.serial.string)
  }
}
