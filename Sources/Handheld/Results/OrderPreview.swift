/// Rows of a label and a value under each other, before an order is given.
package struct OrderPreview {
  package private(set) var text = ""

  package init() {}

  package mutating func add(_ label: String, _ value: String) {
    text += SideBySide.pad(label, 12) + value + "\n"
  }
}
