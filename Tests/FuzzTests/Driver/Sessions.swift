import FuzzDriver
import FuzzSupport

@main
enum FuzzSessions {
  static func main() { Fuzz.main(FuzzTarget.sessions) }
}
