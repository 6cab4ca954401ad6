/// Who may come in, and where to: the whole of what stands between the line and a stranger's page.
package struct Gatekeeper: Sendable {
  /// Where the gateway listens.
  package let place: LoopbackPlace
  /// What its users know.
  package let token: Token
  /// What can be opened.
  package let doors: Set<Door>

  /// A gatekeeper.
  package init(place: LoopbackPlace, token: Token, doors: Set<Door>) {
    self.place = place
    self.token = token
    self.doors = doors
  }

  /// What becomes of a request.
  package enum Verdict: Equatable, Sendable {
    /// The page is handed out.
    case page
    /// A WebSocket may be opened to this.
    case door(Door)
    /// It is refused.
    case refused(Refused)
  }

  /// Why a request is refused.
  package enum Refused: CaseIterable, Equatable, Sendable {
    case host
    case origin
    case method
    case body
    case target
    case token
    case path
    case door
  }

  /// The host and port of a request that was let in; else of the place that is listened at, for no
  /// stranger's words are sent back.
  package func authority(of head: RequestHead) -> String {
    let named = head.hosts.first?.lowercased() ?? ""
    return place.authorities.contains(named) ? named : place.authority
  }

  /// Judges a request: first whether it comes from where it says, then what it wants.
  package func judge(_ head: RequestHead) -> Verdict {
    // A name that leads here and belongs to somebody else makes his page one of ours.
    guard head.hosts.count == 1, place.authorities.contains(head.hosts[0].lowercased()) else {
      return .refused(.host)
    }
    // What is no page sends none, and has to know the token all the same.
    guard head.origins.isEmpty || head.origins == ["http://\(head.hosts[0].lowercased())"] else {
      return .refused(.origin)
    }
    guard head.method == "GET" else { return .refused(.method) }
    if head.hasBody { return .refused(.body) }
    guard head.target.hasPrefix("/") else { return .refused(.target) }
    guard let offered = head.token, token.matches(offered) else { return .refused(.token) }
    if head.path == "/" { return .page }
    guard let door = Door.allCases.first(where: { $0.path == head.path }) else {
      return .refused(.path)
    }
    return doors.contains(door) ? .door(door) : .refused(.door)
  }
}

extension Gatekeeper.Refused {
  /// The status of the answer.
  package var status: Int {
    switch self {
    case .host, .origin, .token: 403
    case .method: 405
    case .body, .target: 400
    case .path, .door: 404
    }
  }

  /// What is wrong, and what to do.
  package var words: String {
    switch self {
    case .host:
      "This request names another host than this machine. Open the URL that the gateway printed."
    case .origin:
      "This request comes from another page than the gateway's own. Nothing was passed on."
    case .method: "The gateway only answers GET. Nothing was passed on."
    case .body: "A request to the gateway has no body. Nothing was passed on."
    case .target: "The gateway is no proxy. Nothing was passed on."
    case .token:
      """
      The token is missing or is not that of this start of the gateway. Open the URL that it \
      printed when it started.
      """
    case .path: "There is no such page here. Open the URL that the gateway printed."
    case .door: "This gateway was not started with that: see pump-gateway --help."
    }
  }
}
