import Quantities
import Telemetry

extension Refusal {
  /// The numbers of a refusal, each in the unit of its code, as people read them. They came over a
  /// wire and may be any.
  enum Figure {
    static func flow(_ value: UInt64) -> String { QuantityWords.flow(nanolitresPerDay: value) }

    /// To the nanolitre, for what was asked may be only one beyond the limit.
    static func volume(_ value: UInt64) -> String { QuantityWords.exactVolume(nanolitres: value) }

    static func length(_ millimetres: UInt64) -> String {
      QuantityWords.length(millimetres: millimetres)
    }

    static func time(_ ms: UInt64) -> String {
      QuantityWords.duration(Milliseconds(rawValue: ms))
    }

    static func exact(_ ms: UInt64) -> String {
      QuantityWords.exactDuration(Milliseconds(rawValue: ms))
    }

    static func seconds(_ value: UInt64) -> String { exact(times(value, 1000)) }

    static func minutes(_ value: UInt64) -> String { exact(times(value, 60_000)) }

    static func day(_ minutes: UInt64) -> String { QuantityWords.timeOfDay(minutes: minutes) }

    private static func times(_ value: UInt64, _ scale: UInt64) -> UInt64 {
      let (product, overflow) = value.multipliedReportingOverflow(by: scale)
      return overflow ? .max : product
    }
  }
}
