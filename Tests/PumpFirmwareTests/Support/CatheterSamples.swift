import Telemetry

extension SetCatheter {
  /// 60 cm of the first model, with nothing emptied, unless told.
  static func sample(
    model: UInt8 = 1, implanted: UInt16 = 600, cut: UInt16 = 300, tip: SpinalLevel = .t10,
    reason: CatheterReason = .implant, content: PathContent = .asItWas, version: UInt16 = 2
  ) -> SetCatheter {
    SetCatheter(
      model: model, implantedMillimetres: implanted, cutMillimetres: cut, tip: tip,
      reason: reason, content: content, volumesVersion: version)
  }
}

extension ReadCatheter {
  /// As it is.
  static let present = ReadCatheter(
    model: 0, implantedMillimetres: 0, cutMillimetres: 0, content: .asItWas)

  /// As an order would make it.
  init(_ order: SetCatheter) {
    self.init(
      model: order.model, implantedMillimetres: order.implantedMillimetres,
      cutMillimetres: order.cutMillimetres, content: order.content)
  }
}
