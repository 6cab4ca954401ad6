// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The catheter, the path's volumes, what lies in it, and what a mistake about that would do: as it
/// is, or as the request would make it. Spec: messages.md, "catheter".
public struct CatheterReport: Equatable, Sendable {
  /// The model's number, from 1.
  public var model: UInt8
  /// The length implanted; zero when the pump was never told. Unit mm.
  public var implantedMillimetres: UInt16
  /// The length cut off; zero when the pump was never told. Unit mm.
  public var cutMillimetres: UInt16
  /// Where its tip lies; unknown in what would be.
  public var tip: SpinalLevel
  /// The version of the volume data.
  public var volumesVersion: UInt16
  /// The part of the path that lies in the pump: its tubing. Unit nL.
  public var tubeNanolitres: UInt32
  /// The part that is the catheter. Unit nL.
  public var catheterNanolitres: UInt32
  /// How much of the path, from the tip, no drug has reached yet by the pump's account. Unit nL.
  public var emptyNanolitres: UInt32
  /// How much of it, behind that, holds liquid from before the last change of drug or strength.
  /// Unit nL.
  public var formerNanolitres: UInt32
  /// What has to be primed. `nil`: nothing.
  public var prime: PrimedPath?
  /// What a prime of that part, or of the catheter where nothing has to be, pushes out of the tip
  /// if the part is full, at most. Unit ng.
  public var tipNanograms: UInt32
  /// Until what leaves the reservoir from now on has filled what is empty, unprimed; where nothing
  /// is, until it would have filled an empty catheter. Unit s. `nil`: never, as things are.
  public var secondsWithout: UInt32?
  /// By how much what is implanted and what was cut off may differ from the length the model is
  /// made in. Unit mm.
  public var toleranceMillimetres: UInt16
  /// The models there are: number 1.
  public var model1: CatheterModel
  /// Number 2.
  public var model2: CatheterModel
  /// Number 3.
  public var model3: CatheterModel
  /// Number 4.
  public var model4: CatheterModel

  /// One from its parts.
  public init(
    model: UInt8, implantedMillimetres: UInt16, cutMillimetres: UInt16, tip: SpinalLevel,
    volumesVersion: UInt16, tubeNanolitres: UInt32, catheterNanolitres: UInt32,
    emptyNanolitres: UInt32, formerNanolitres: UInt32, prime: PrimedPath?, tipNanograms: UInt32,
    secondsWithout: UInt32?, toleranceMillimetres: UInt16, model1: CatheterModel,
    model2: CatheterModel, model3: CatheterModel, model4: CatheterModel
  ) {
    self.model = model
    self.implantedMillimetres = implantedMillimetres
    self.cutMillimetres = cutMillimetres
    self.tip = tip
    self.volumesVersion = volumesVersion
    self.tubeNanolitres = tubeNanolitres
    self.catheterNanolitres = catheterNanolitres
    self.emptyNanolitres = emptyNanolitres
    self.formerNanolitres = formerNanolitres
    self.prime = prime
    self.tipNanograms = tipNanograms
    self.secondsWithout = secondsWithout
    self.toleranceMillimetres = toleranceMillimetres
    self.model1 = model1
    self.model2 = model2
    self.model3 = model3
    self.model4 = model4
  }
}

extension CatheterReport {
  init(from reader: inout ByteReader) {
    model = reader.u8()
    implantedMillimetres = reader.u16()
    if model == 0 && implantedMillimetres != 0 { reader.reject() }
    if model != 0 && implantedMillimetres == 0 { reader.reject() }
    cutMillimetres = reader.u16()
    if model == 0 && cutMillimetres != 0 { reader.reject() }
    tip = SpinalLevel(from: &reader)
    volumesVersion = reader.u16()
    tubeNanolitres = reader.u32()
    catheterNanolitres = reader.u32()
    emptyNanolitres = reader.u32()
    formerNanolitres = reader.u32()
    prime = PrimedPath.optional(from: &reader)
    tipNanograms = reader.u32()
    secondsWithout = reader.u32(orNoneAt: .max)
    toleranceMillimetres = reader.u16()
    model1 = CatheterModel(from: &reader)
    model2 = CatheterModel(from: &reader)
    model3 = CatheterModel(from: &reader)
    model4 = CatheterModel(from: &reader)
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(model)
    writer.put(implantedMillimetres)
    writer.put(cutMillimetres)
    writer.put(tip.rawValue)
    writer.put(volumesVersion)
    writer.put(tubeNanolitres)
    writer.put(catheterNanolitres)
    writer.put(emptyNanolitres)
    writer.put(formerNanolitres)
    writer.put(prime?.rawValue ?? 0)
    writer.put(tipNanograms)
    writer.put(secondsWithout ?? .max)
    writer.put(toleranceMillimetres)
    model1.encode(to: &writer)
    model2.encode(to: &writer)
    model3.encode(to: &writer)
    model4.encode(to: &writer)
  }
}

extension CatheterReport: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("model", model)
    visitor.number("implantedMillimetres", implantedMillimetres)
    visitor.number("cutMillimetres", cutMillimetres)
    visitor.choice("tip", tip.wireName)
    visitor.number("volumesVersion", volumesVersion)
    visitor.number("tubeNanolitres", tubeNanolitres)
    visitor.number("catheterNanolitres", catheterNanolitres)
    visitor.number("emptyNanolitres", emptyNanolitres)
    visitor.number("formerNanolitres", formerNanolitres)
    visitor.choice("prime", prime?.wireName)
    visitor.number("tipNanograms", tipNanograms)
    visitor.number("secondsWithout", secondsWithout)
    visitor.number("toleranceMillimetres", toleranceMillimetres)
    visitor.enter("model1")
    model1.visit(&visitor)
    visitor.leave()
    visitor.enter("model2")
    model2.visit(&visitor)
    visitor.leave()
    visitor.enter("model3")
    model3.visit(&visitor)
    visitor.leave()
    visitor.enter("model4")
    model4.visit(&visitor)
    visitor.leave()
  }
}
