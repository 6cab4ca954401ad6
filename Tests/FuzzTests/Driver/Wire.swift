import FuzzDriver
import FuzzSupport

@main
enum FuzzWire {
  static func main() { Fuzz.main(FuzzTarget.wire) }
}
