/// What of a request is judged.
package struct RequestHead: Sendable {
  /// The method, such as `GET`.
  package var method: String
  /// What is asked for: a path, and what stands behind its `?`.
  package var target: String
  /// All values of `Host`.
  package var hosts: [String]
  /// All values of `Origin`.
  package var origins: [String]
  /// All words of `Sec-WebSocket-Protocol`.
  package var protocols: [String]
  /// Whether something comes behind the head.
  package var hasBody: Bool

  /// A request from its parts.
  package init(
    method: String, target: String, hosts: [String], origins: [String] = [],
    protocols: [String] = [], hasBody: Bool = false
  ) {
    self.method = method
    self.target = target
    self.hosts = hosts
    self.origins = origins
    self.protocols = protocols
    self.hasBody = hasBody
  }

  /// The path alone.
  package var path: Substring { target.prefix { $0 != "?" } }

  /// The token that is offered, of one only: in the query as `token=`, or as a word `token.…` among
  /// the protocols, for clients whose URLs are kept in logs.
  package var token: Substring? {
    let query = target.dropFirst(path.count).dropFirst()
    let inQuery = query.split(separator: "&").filter { $0.hasPrefix("token=") }
      .map { $0.dropFirst("token=".count) }
    let inProtocols = protocols.filter { $0.hasPrefix("token.") }
      .map { $0.dropFirst("token.".count) }
    let all = inQuery + inProtocols
    return all.count == 1 ? all[0] : nil
  }
}
