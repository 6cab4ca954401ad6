import NIOHTTP1

/// What every answer says to the browser, so that a page of the gateway's does what it is for and
/// nothing else, and no other page gets at it.
enum SecurityHeaders {
  /// The headers of an answer to a request for this host and port.
  static func headers(authority: String) -> HTTPHeaders {
    let policy = [
      "default-src 'none'", "script-src 'unsafe-inline' 'wasm-unsafe-eval'",
      "style-src 'unsafe-inline'", "connect-src 'self' ws://\(authority)", "img-src data:",
      "font-src data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ]
    return [
      "Content-Security-Policy": policy.joined(separator: "; "),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "no-store",
      "Connection": "close",
    ]
  }
}
