import PumpText
import Telemetry

extension Visit {
  /// Reads the pump's event log.
  package var logReader: LogReader { LogReader { first in try connection.logPage(from: first) } }

  /// The log with what the archive has of it.
  package var log: ArchivedLog {
    ArchivedLog(
      reader: logReader, archive: connection.recorder.archive, serial: identity.serial.string)
  }
}
