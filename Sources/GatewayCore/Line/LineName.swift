import Console
import SerialLink

/// A line by its name, and all that can be said of it.
struct LineName: Sendable {
  let door: Door
  let name: String

  private func event(
    _ kind: GatewayEvent.Kind, _ words: String, by: GatewayEvent.Holder? = nil, dropped: Int? = nil
  ) -> GatewayEvent {
    GatewayEvent(
      event: kind, door: door, name: name, by: by, dropped_bytes: dropped, words: words)
  }

  private var shown: String { name.shown }

  var open: GatewayEvent {
    switch door {
    case .port: event(.open, "\(shown) is open: what is sent goes to the pump behind it")
    case .control: event(.open, "\(shown) is open: the bench answers")
    case .pump: event(.open, "programmers find the pump of this page at \(shown)")
    }
  }

  /// A line that cannot be opened, or cannot be opened again, for a reason; whoever holds it is
  /// named where that is known.
  func unusable(_ error: SerialError) -> GatewayEvent {
    guard error.kind == .busy, door == .port else {
      return event(
        .away,
        "\(shown): \(error.reason). Nothing is sent meanwhile; it is looked for until it is there")
    }
    let holder = PortHolder(of: name)
    let who = holder.map { ": \($0.command), process \($0.process)" } ?? ""
    return event(
      .held,
      """
      \(shown): another program is using this port\(who). Nothing is sent meanwhile; it is tried \
      again until it is free
      """,
      by: .init(who: .program, process: holder?.process, command: holder?.command))
  }

  func held(by client: LineClient, for seconds: UInt64) -> GatewayEvent {
    event(
      .held,
      """
      \(shown) is held by another \(client.isPage ? "page" : "program"), at \(client.address), for \
      \(seconds) s. Nothing goes to it or comes from it here until that one has gone
      """,
      by: .init(
        who: client.isPage ? .page : .client, from: client.address, held_for_s: seconds))
  }

  var free: GatewayEvent {
    event(.free, "\(shown) is free: whoever held it has gone. It can be taken now")
  }

  func lost(_ error: SerialError) -> GatewayEvent {
    let reason =
      error.kind == .unplugged ? "unplugged, or the program behind it has ended" : error.reason
    let meaning =
      switch door {
      case .port:
        "The pump's therapy goes on, but nothing reaches it until the line is back; "
          + "it is looked for until then"
      case .control: "The bench is looked for until it is back"
      case .pump: "No programmer reaches this page's pump any more; start the gateway again"
      }
    return event(.lost, "\(shown): the line is gone (\(reason)). \(meaning)")
  }

  /// The line is back; so many bytes were thrown away meanwhile.
  func back(dropped: Int) -> GatewayEvent {
    let thrown =
      dropped == 0
      ? "" : "; \(dropped) bytes that were sent meanwhile were thrown away, and are not sent again"
    return event(.back, "\(shown) is back\(thrown)", dropped: dropped)
  }

  func dropped(_ count: Int) -> GatewayEvent {
    event(
      .dropped,
      """
      \(shown): \(count) bytes were thrown away, for nobody is there to take them; what follows is \
      thrown away too until that changes, and none of it is sent later
      """,
      dropped: count)
  }

  var opened: GatewayEvent { event(.opened, "a programmer has opened \(shown)") }

  var closed: GatewayEvent { event(.closed, "the programmer at \(shown) has closed it") }

  var misunderstood: GatewayEvent {
    event(
      .misunderstood,
      #"a text message here can only be {"take":true}, which asks for the line; nothing was done"#)
  }

  /// A line of the control socket was longer than anything that is said there.
  func tooLong(_ most: Int) -> GatewayEvent {
    event(.dropped, "\(shown): a line of more than \(most) bytes was thrown away", dropped: most)
  }

  var ending: GatewayEvent {
    event(
      .ending, "the gateway ends; the pump's therapy goes on, and nothing more is passed on")
  }
}
