package import Clinic
package import ClinicText

extension Visit {
  /// What a person is told of a visit that did not get to where it was to get.
  package func error(_ fault: VisitFault) -> ProgrammerError {
    fault.error(
      port: connection.name, role: connection.role, unsettled: connection.unsettled)
  }
}
