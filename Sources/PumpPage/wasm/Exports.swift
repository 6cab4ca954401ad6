import PumpPage

// What the page's script calls. WebAssembly hands over numbers only, so text and bytes go through
// memory: in, the script asks for room and fills it; out, it is told where they lie and how long
// they are. What lies there is good until the next call.

/// The one page of this instance.
nonisolated(unsafe) private var page: Page?
/// What the script hands in.
nonisolated(unsafe) private var input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1)
/// What it is handed.
nonisolated(unsafe) private var output: [UInt8] = [0]

/// Room for so many bytes of what is handed in next.
@_cdecl("pl_room")
public func room(_ count: Int32) -> UnsafeMutablePointer<UInt8>? {
  unsafe input.deallocate()
  unsafe input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, Int(count)))
  return unsafe input.baseAddress
}

private func taken(_ count: Int32) -> [UInt8] {
  unsafe [UInt8](input.prefix(max(0, Int(count))))
}

private func text(_ count: Int32) -> String { String(decoding: taken(count), as: UTF8.self) }

private func give(_ bytes: [UInt8]) -> UnsafePointer<UInt8>? {
  unsafe output = bytes
  if unsafe output.isEmpty { unsafe output.append(0) }
  unsafe size = Int32(bytes.count)
  return unsafe output.withUnsafeBufferPointer { $0.baseAddress }
}

/// How long what was handed out last is, in bytes.
nonisolated(unsafe) private var size: Int32 = 0

/// How many bytes the script was handed last.
@_cdecl("pl_size")
public func sizeOfOutput() -> Int32 { unsafe size }

/// Begins with what stands behind the `#` of the page's address.
@_cdecl("pl_start")
public func start(_ count: Int32) { unsafe page = Page(text(count)) }

/// Looks at a trace; where in it stands before it, behind the `#` of the page's address, on a line
/// of its own.
@_cdecl("pl_trace")
public func trace(_ count: Int32) {
  let bytes = taken(count)
  let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
  unsafe page?.open(
    trace: Array(bytes[end...].dropFirst()), at: String(decoding: bytes[..<end], as: UTF8.self))
}

/// A person did something.
@_cdecl("pl_act")
public func act(_ count: Int32) { unsafe page?.act(text(count)) }

/// So many milliseconds of real time have gone by.
@_cdecl("pl_pass")
public func pass(_ milliseconds: Int32) { unsafe page?.pass(UInt32(max(0, milliseconds))) }

/// Another number whenever there is something else to see.
@_cdecl("pl_version")
public func version() -> UInt32 { unsafe page?.version ?? 0 }

/// What there is to see, as JSON.
@_cdecl("pl_view")
public func view() -> UnsafePointer<UInt8>? { unsafe give(page?.view() ?? []) }

/// Bytes came over the line for the handheld of the page.
@_cdecl("pl_hear")
public func hear(_ count: Int32) { unsafe page?.hear(taken(count)) }

/// Bytes came over the line for the pump of the page.
@_cdecl("pl_pump_hear")
public func pumpHears(_ count: Int32) { unsafe page?.pumpHears(taken(count)) }

/// Bytes that the handheld of the page sends over the line.
@_cdecl("pl_take")
public func take() -> UnsafePointer<UInt8>? { unsafe give(page?.take() ?? []) }

/// Bytes that the pump of the page sends over the line.
@_cdecl("pl_pump_take")
public func pumpTakes() -> UnsafePointer<UInt8>? { unsafe give(page?.take() ?? []) }

/// Text that is to be kept over a reload; nothing where nothing is new.
@_cdecl("pl_kept")
public func kept() -> UnsafePointer<UInt8>? { unsafe give(page?.kept() ?? []) }

/// Goes on from what was kept.
@_cdecl("pl_restore")
public func restore(_ count: Int32) { unsafe page?.restore(text(count)) }
