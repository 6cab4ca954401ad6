/// What goes over a control socket, as a value: what JSON can hold of it, and none of its letters.
package indirect enum BenchTree: Equatable, Sendable {
  /// Nothing at all, as good as a field that is left out.
  case null
  /// What no request and no answer has, such as a number that is not whole.
  case foreign
  case flag(Bool)
  /// A whole number of 64 bits, with a sign or without.
  case number(Int128)
  case text(String)
  case list([BenchTree])
  case object([String: BenchTree])
}

/// What a field can hold.
package protocol BenchValue {
  /// The value of a tree, or `nil` when that is another kind of thing or out of range.
  init?(_ tree: BenchTree)
  /// The value as a tree.
  var tree: BenchTree { get }
}

/// What has fields. They are told once, in ``visit(_:)``, for reading and for writing.
package protocol BenchRecord: BenchValue {
  /// One with nothing in it yet.
  init()
  /// Shows every field with its name.
  mutating func visit(_ fields: inout BenchFields)
}

/// The fields of a record, on their way into it or out of it.
package struct BenchFields {
  private var object: [String: BenchTree]
  private let isReading: Bool
  /// Whether every field that must be there was, and was of its kind.
  fileprivate var isWhole = true

  fileprivate init(reading object: [String: BenchTree]) {
    self.object = object
    isReading = true
  }

  fileprivate init() {
    object = [:]
    isReading = false
  }

  fileprivate var tree: BenchTree { .object(object) }

  /// A field that is always there.
  package mutating func field<Value: BenchValue>(_ name: String, _ value: inout Value) {
    guard isReading else {
      object[name] = value.tree
      return
    }
    if let read = object[name].flatMap({ Value($0) }) { value = read } else { isWhole = false }
  }

  /// A field that may be left out.
  package mutating func field<Value: BenchValue>(_ name: String, _ value: inout Value?) {
    guard isReading else {
      if let value { object[name] = value.tree }
      return
    }
    guard let there = object[name], there != .null else { return }
    value = Value(there)
    if value == nil { isWhole = false }
  }
}

extension BenchRecord {
  package init?(_ tree: BenchTree) {
    guard case .object(let object) = tree else { return nil }
    self.init()
    var fields = BenchFields(reading: object)
    visit(&fields)
    if !fields.isWhole { return nil }
  }

  package var tree: BenchTree {
    var copy = self
    var fields = BenchFields()
    copy.visit(&fields)
    return fields.tree
  }
}

extension Bool: BenchValue {
  package init?(_ tree: BenchTree) {
    guard case .flag(let value) = tree else { return nil }
    self = value
  }

  package var tree: BenchTree { .flag(self) }
}

extension String: BenchValue {
  package init?(_ tree: BenchTree) {
    guard case .text(let value) = tree else { return nil }
    self = value
  }

  package var tree: BenchTree { .text(self) }
}

extension BenchValue where Self: FixedWidthInteger {
  package init?(_ tree: BenchTree) {
    guard case .number(let value) = tree else { return nil }
    self.init(exactly: value)
  }

  package var tree: BenchTree { .number(Int128(self)) }
}

extension UInt8: BenchValue {}
extension UInt32: BenchValue {}
extension UInt64: BenchValue {}
extension Int64: BenchValue {}
extension Int: BenchValue {}

extension Array: BenchValue where Element: BenchValue {
  package init?(_ tree: BenchTree) {
    guard case .list(let elements) = tree else { return nil }
    self = []
    for element in elements {
      guard let value = Element(element) else { return nil }
      append(value)
    }
  }

  package var tree: BenchTree { .list(map { $0.tree }) }
}
