/// What a server answered.
struct HTTPAnswer {
  let status: Int
  /// In lower case.
  let headers: [String: String]
  let body: String

  init(head: String, body: String = "") {
    let lines = head.split(separator: "\r\n")
    status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers[line[..<colon].lowercased()] = String(value)
    }
    self.headers = headers
    self.body = body
  }

  /// Sends a request and takes all that comes until the server closes.
  init(to port: UInt16, _ lines: [String], body: String = "") throws {
    let socket = try RawSocket(port: port)
    try socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    let head = try socket.takeHead()
    self.init(head: head, body: String(decoding: try socket.takeAll(), as: UTF8.self))
  }
}
