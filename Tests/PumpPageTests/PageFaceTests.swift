import ClinicText
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import PumpPage

/// How a page names what can be done next.
@Suite(.limited)
struct PageFaceTests {
  /// Every remedy that a refusal names, and a page has a button or a field for it.
  @Test func `each remedy of a refusal is something on the page, and no command`() {
    for request in RequestType.all {
      for code in RefusalCode.all {
        let refusal = Refusal(request, code, asked: 995_000, limit: 1)
        let words = OutcomeWords.error(refusal).message(.page)
        #expect(!words.contains("`"), "\(words)")
        #expect(!words.contains(" --"), "\(words)")
        if let remedy = refusal.remedy { #expect(words.contains(Face.page.words(remedy))) }
      }
    }
  }

  @Test func `a step is a noun, for it stands in sentences that other faces say too`() {
    let stopped: FaceText = "the patient gets no drug until \(.resume)"
    #expect(stopped.text(.page) == "the patient gets no drug until “Resume delivery”")
    let total: FaceText = "if it is meant add \(.confirmTotal(nanograms: 995_000))"
    #expect(total.text(.page) == "if it is meant add 995 mcg in the field “Most in any 24 h”")
  }
}
