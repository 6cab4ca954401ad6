import BenchControl
import Console
import PumpPlant
import PumpText
import PumpWorld
import Quantities

extension PatientAnswer {
  init(_ patient: Patient, days: Int) {
    self.init()
    self.patient = State(patient)
    guard days > 0 else { return }
    let over = min(days - 1, patient.diary.count)
    for back in (0..<over).reversed() {
      let number = patient.dayNumber - UInt64(back) - 1
      diary.append(Day(patient.diary[back], number: number, isOver: true))
    }
    diary.append(Day(patient.today, number: patient.dayNumber, isOver: false))
  }
}

extension PatientAnswer.State {
  /// Names the drugs beside baclofen that reached whoever is there.
  mutating func tellOthers(_ world: World) {
    let felt = world.othersFelt
    other_drugs = felt.isEmpty ? nil : felt.map { DrugAnswer($0) }
  }

  init(_ patient: Patient) {
    self.init()
    let present = patient.present
    let reading = present.reading
    name = patient.name
    therapy_time_s = patient.now.seconds
    legs_tone = reading.legsTone
    arms_tone = reading.armsTone
    legs_spasms = reading.legsSpasms
    arms_spasms = reading.armsSpasms
    drowsiness = reading.drowsiness.name
    withdrawal = reading.withdrawal.name
    received_pg = patient.given.rawValue
    received_today_pg = patient.today.received.rawValue
    cells_pg = (0..<VirtualPatient.cells).map { present.drug(inCell: $0).rawValue }
    tones_heard = patient.heard
    calls = patient.calls
    called_for = patient.lastCall?.reason.name
    called_s = patient.lastCall?.time.seconds
  }
}

extension PatientAnswer.Day {
  init(_ day: PatientDay, number: UInt64, isOver: Bool) {
    self.init()
    self.day = number
    is_over = isOver
    received_pg = day.received.rawValue
    highest_tone = day.highestTone
    lowest_tone = day.lowestTone
    spasms = day.spasms
    drowsiness = day.drowsiness.name
    withdrawal = day.withdrawal.name
    tones_heard = UInt64(day.heard)
    calls = UInt64(day.calls)
  }
}
