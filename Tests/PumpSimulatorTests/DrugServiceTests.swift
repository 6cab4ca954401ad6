import BenchControl
import Console
import Foundation
import PumpWorld
import Quantities
import TestLimits
import Testing
import VerbOutput

@testable import PumpSimulator

/// Drugs as the bench is asked for them and tells of them.
@Suite(.limited)
struct DrugServiceTests {
  private let directory: TemporaryDirectory
  private let setup: PumpSetup

  init() throws {
    directory = try TemporaryDirectory()
    setup = try Samples.setup()
  }

  private func service(_ name: String = "state") throws -> ControlService {
    let opened = try StateFile.open(directory.file(name), setup)
    return ControlService(
      try PumpHost(setup, opened, clock: .manual, .init(seed: 1)), BenchLine())
  }

  private func ask<Report: BenchRecord>(
    _ service: ControlService, _ method: String, _ parameters: Parameters = .init(),
    as report: Report.Type = TruthAnswer.self
  ) throws -> Report {
    let answer = try service.ask(method, parameters, as: Report.self)
    return try #require(answer.result, "\(method): \(answer.error?.message ?? "")")
  }

  private func fill(_ service: ControlService, _ drug: String?, rinse: Bool) throws -> TruthAnswer {
    _ = try ask(
      service, "withdraw", .init(nanolitres: 40_000_000), as: WithdrawalAnswer.self)
    if rinse { _ = try ask(service, "rinse", as: WithdrawalAnswer.self) }
    return try ask(
      service, "fill", .init(nanolitres: 20_000_000, mcg_per_ml: 1000, drug: drug))
  }

  @Test func `a life of baclofen alone is told letter for letter as it was, however it is named`()
    throws
  {
    let unnamed = try fill(try service("unnamed"), nil, rinse: false)
    let named = try fill(try service("named"), "baclofen", rinse: false)
    #expect(unnamed == named && unnamed.drugs == nil)
    #expect(unnamed.words.contains("reservoir     20.000 mL of 1065 mcg/mL\n"))
    #expect(unnamed.words.contains("residual      1.400 mL\n"))
    #expect(unnamed.words.contains("catheter      0.272 mL\n"))
    #expect(unnamed.words.contains("0 mcg received\n"))
    #expect(!(try JSONText.line(unnamed.tree)).contains("drug"))
  }

  @Test func `a rinsed pump has nothing of the old drug but in its path`() throws {
    var service: ControlService! = try service()
    let truth = try fill(service, "morphine", rinse: true)
    #expect(truth.reservoir_nl == 20_000_000 && truth.reservoir_pg == 20_000_000_000)
    let drugs = try #require(truth.drugs)
    #expect(drugs.map(\.drug) == ["baclofen", "morphine"])
    #expect(drugs.map(\.reservoir_pg) == [0, 20_000_000_000])
    #expect(drugs.map(\.residual_pg) == [0, 1_400_000_000])
    #expect(drugs.map(\.catheter_pg) == [544_000_000, 0])
    #expect(truth.words.contains("reservoir     20.000 mL of 1000 mcg/mL morphine\n"))
    #expect(truth.words.contains("residual      1.400 mL of 1000 mcg/mL morphine\n"))
    #expect(truth.words.contains("catheter      0.272 mL with 544 mcg baclofen\n"))
    let later = try ask(service, "advance", .init(milliseconds: 20 * 86_400_000))
    #expect(later.words.contains("catheter      0.272 mL with 272 mcg morphine\n"))
    let found = try #require(later.drugs)
    for (place, drug) in found.enumerated() {
      #expect(
        drug.filled_pg
          == drug.withdrawn_pg + drug.replaced_pg + drug.pocket_pg + drug.reservoir_pg
          + drug.residual_pg + drug.pumped_pg, "\(drug.drug)")
      #expect(drug.body?.infused_pg == drug.patient_pg && drug.patient_pg > 0, "\(place)")
    }
    #expect(later.patient_pg == found.map(\.patient_pg).reduce(0, +))
    #expect(later.pumped_pg == found.map(\.pumped_pg).reduce(0, +))
    #expect(later.body?.infused_pg == later.patient_pg)
    // It is saved.
    service = nil
    #expect(try ask(try self.service(), "truth") == later)
  }

  @Test func `what was not rinsed is in what is filled in, and comes out with it`() throws {
    let service = try service()
    let truth = try fill(service, "morphine", rinse: false)
    // 1.4 mL of 2000 mcg/mL in 21.4 mL.
    #expect(
      truth.words.contains("20.000 mL of 130 mcg/mL baclofen and 934 mcg/mL morphine\n"))
    let drawn = try ask(
      service, "withdraw", .init(nanolitres: 10_700_000), as: WithdrawalAnswer.self)
    #expect(drawn.drugs?.map(\.pg) == [1_400_000_000, 10_000_000_000])
    #expect(drawn.came_pg == 11_400_000_000)
    #expect(
      drawn.words.hasPrefix(
        "withdrawn     10.700 mL of 130 mcg/mL baclofen and 934 mcg/mL morphine"))
  }

  @Test func `the witnesses name the drugs of the truth`() throws {
    let service = try service()
    _ = try fill(service, "morphine", rinse: true)
    _ = try ask(service, "advance", .init(milliseconds: 20 * 86_400_000))
    let found = try ask(service, "reconcile", as: ReconciliationAnswer.self)
    let pumped = try #require(found.truth.pumped_drugs)
    #expect(pumped.map(\.drug) == ["baclofen", "morphine"])
    #expect(pumped.map(\.pg).reduce(0, +) == found.truth.pumped_pg)
    #expect(found.truth.patient_drugs?.map(\.pg).reduce(0, +) == found.truth.patient_pg)
    #expect(found.words.contains("left the reservoir: 1000 mcg morphine"))
    #expect(found.words.contains("the amounts above, but for the truth's, add up all drugs"))
    #expect(found.words.contains("544 mcg baclofen and 728 mcg morphine"))
  }

  @Test func `an injection names its drug, and one that is none is refused with those there are`()
    throws
  {
    let service = try service()
    let truth = try ask(service, "inject", .init(nanograms: 100_000, drug: "morphine"))
    #expect(truth.drugs?.map { $0.body?.injected_pg } == [0, 100_000_000])
    #expect(truth.words.contains("100 mcg morphine received, 100 mcg morphine of it by hand"))
    for (method, parameters) in [
      ("inject", Parameters(nanograms: 5, drug: "fentanyl")),
      ("fill", Parameters(nanolitres: 5, mcg_per_ml: 5, drug: "Morphine")),
    ] {
      let answer = try service.ask(method, parameters, as: TruthAnswer.self)
      #expect(answer.error?.code == -32602)
      #expect(answer.error?.message == "drug is baclofen, morphine or ziconotide")
    }
    #expect(try ask(service, "truth") == truth)
  }

  @Test func `a patient who got another drug is told of in words`() throws {
    let opened = try StateFile.open(directory.file("with"), setup)
    let host = try PumpHost(setup, opened, clock: .manual, .init(seed: 1))
    let choice = try #require(PatientChoice(argument: "responder:7"))
    #expect(try host.admit(choice))
    let service = ControlService(host, BenchLine())
    let before = try ask(service, "patient", as: PatientAnswer.self)
    #expect(before.patient.other_drugs == nil)
    _ = try ask(service, "inject", .init(nanograms: 100_000, drug: "morphine"))
    let found = try ask(service, "patient", as: PatientAnswer.self)
    #expect(found.patient.other_drugs == [DrugAnswer("morphine", pg: 100_000_000)])
    #expect(found.patient.received_pg == 0)
    let words = found.words(on: .plain)
    #expect(words.contains("received      0 mcg of baclofen today"))
    #expect(words.contains("other drugs   100 mcg morphine reached them; the model is of\n"))
    #expect(words.contains("baclofen and says nothing of what that does\n"))
    let truth = try ask(service, "truth")
    #expect(truth.body?.patient?.other_drugs == found.patient.other_drugs)
    #expect(truth.words.contains("says nothing of what that does"))
  }
}
