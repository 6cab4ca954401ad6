import FuzzDriver
import FuzzSupport

@main
enum FuzzFiles {
  static func main() { Fuzz.main(FuzzTarget.files) }
}
