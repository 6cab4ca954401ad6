import PumpSimulator

/// The simulator as a program: everything it does is in its library, which others use as well.
@main
enum Main {
  static func main() { PumpFirmwareSim.main() }
}
