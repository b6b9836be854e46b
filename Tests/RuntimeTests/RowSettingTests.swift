import Builtins
import Session
import Testing

/// The settings of rows in files.
@Suite struct RowSettingTests {
  private func title(settings: String) throws -> String? {
    let text = """
      [{"columns": ["a"], "series": [], "bars": [], "rows": [
        {"name": "base", "title": "base", "reports": [1], "deviations": [null], "points": []\(settings)}
      ]}]
      """
    let json = try #require(JSON(reading: Array(text.utf8)))
    return ComparisonTable.comparisons(json).first?.rows.first?.fullTitle
  }

  @Test func aRowOfAnEarlierVersionSaysThatNothingIsKnown() throws {
    #expect(try title(settings: "") == "base, settings unknown")
    #expect(try title(settings: ", \"settings\": 3") == "base, settings unknown")
    let known = ", \"settings\": {\"values\": {\"n\": \"4\"}, \"words\": [\"n = 4\"]}"
    #expect(try title(settings: known) == "base, n = 4")
  }
}
