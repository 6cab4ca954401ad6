/// The sizes every frame keeps to. Spec: link.md, "Frame".
public enum FrameLimits {
  /// The longest frame on the wire, both delimiters included, in bytes.
  public static var wireBytes: Int { 256 }

  /// The longest content, checksum included, in bytes: what is left of the wire's 256 after two
  /// delimiters and one stuffing code. Below 254 bytes a single stuffing group always suffices.
  public static var contentBytes: Int { 253 }

  /// The checksum at the end of the content, in bytes.
  public static var checksumBytes: Int { 4 }

  /// The longest message (type, request id, body), in bytes: content less checksum, less what a
  /// sealed envelope takes (kind 1, session 4, counter 4, tag 16).
  public static var messageBytes: Int { 224 }

  /// The byte between frames; it occurs nowhere inside one.
  public static var delimiter: UInt8 { 0 }
}
