import BenchControl
import PumpText
import SerialLink

/// The capture of the line, which is no part of the pump: nothing is saved, and no therapy knows.
extension ControlService {
  func startCapture(_ path: String) throws(BenchFailure) -> CaptureAnswer {
    if tap.isCapturing {
      // Who heard no answer asks again, and has what he asked for.
      if tap.answer.path == path { return tap.answer }
      throw .refused(
        "a capture is being written already, to \(tap.answer.path ?? "a file"); stop that one first"
      )
    }
    do throws(NamedFile.Failure) {
      try tap.start(path)
    } catch {
      throw .refused(
        "\(path): the capture cannot be written (\(error.reason)); nothing was changed")
    }
    return tap.answer
  }

  func stopCapture() throws(BenchFailure) -> CaptureAnswer {
    guard tap.isCapturing else {
      throw .refused("no capture is being written, so none can be stopped")
    }
    tap.stop()
    return tap.answer
  }
}

extension CaptureAnswer {
  /// It for people.
  var words: String {
    guard let path else { return "capture       none\n" }
    let held =
      "\(QuantityWords.count(packets, "packet", "packets")), "
      + QuantityWords.count(bytes, "byte", "bytes")
    let state = is_on ? "is being written" : reason.map { "ended: \($0)" } ?? "ended"
    return "capture       \(path), \(state)\nholds         \(held)\n"
  }
}
