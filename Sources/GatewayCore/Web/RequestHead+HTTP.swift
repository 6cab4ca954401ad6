import NIOHTTP1

extension RequestHead {
  /// What of a request as it came is judged.
  init(_ head: HTTPRequestHead) {
    let length = head.headers["content-length"]
    self.init(
      method: head.method.rawValue, target: head.uri, hosts: head.headers["host"],
      origins: head.headers["origin"],
      protocols: head.headers[canonicalForm: "sec-websocket-protocol"].map(String.init),
      hasBody: head.headers.contains(name: "transfer-encoding")
        || length.contains { $0 != "0" })
  }
}
