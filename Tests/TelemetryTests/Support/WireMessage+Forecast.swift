import Telemetry

extension ReadForecast {
  init(_ values: WireValues) {
    let subject: ForecastSubject = values.choice("subject")
    self =
      switch subject {
      case .running: .running
      case .staged: .staged
      case .bolus:
        .bolus(nanograms: values.u32("nanograms"), milliseconds: values.u32("milliseconds"))
      case .prime: .prime(values.choice("path"))
      case .bridge: .bridge(flowNanolitresPerDay: values.u32("flowNanolitresPerDay"))
      case .resume: .resume
      case .cancelBridge: .cancelBridge
      }
  }
}

extension Forecast {
  init(_ values: WireValues) {
    self.init(
      subject: values.choice("subject"), token: values.u32("token"),
      secondsToTip: values.minutes("secondsToTip"),
      secondsToLowAlarm: values.minutes("secondsToLowAlarm"),
      secondsToEmpty: values.minutes("secondsToEmpty"),
      secondsToReplacement: values.minutes("secondsToReplacement"),
      secondsToEndOfService: values.minutes("secondsToEndOfService"),
      step: StepFigures(
        mostNanograms: values.u32("mostNanograms"),
        formerLeastNanograms: values.u32("formerLeastNanograms"),
        formerMostNanograms: values.u32("formerMostNanograms"),
        tipNanograms: values.u32("tipNanograms"), beyond: values.choice("beyond")))
  }
}
