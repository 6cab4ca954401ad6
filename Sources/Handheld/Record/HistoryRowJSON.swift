package import Clinic

/// A row of a history as JSON tells it: every column of the table, null where the row has nothing.
package struct HistoryRowJSON: Encodable {
  private let cells: [HistoryColumn: String]

  package init(_ row: HistoryRow) { cells = HistoryTable.cells(row) }

  package func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: HistoryColumn.self)
    for column in HistoryColumn.allCases {
      let cell = cells[column]
      if column.isNumber {
        try row.encode(cell.flatMap { Double($0) }, forKey: column)
      } else {
        try row.encode(cell, forKey: column)
      }
    }
  }
}
