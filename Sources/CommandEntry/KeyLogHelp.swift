/// What the help of both programs says of a key log.
package enum KeyLogHelp {
  /// Who can do what with it.
  package static let discussion = """
    Whoever has the file reads what was recorded of these sessions, and no others; it opens no \
    session. It is for its owner alone (mode 0600).
    """
}
