import Analysis
import Foundation
import Reports
import Testing

/// What a second look adds to the tables.
struct MinimaTableConfirmationTests {
  /// Findings on ``MinimaExamples/wells``.
  private func confirmation() throws -> MinimaConfirmation {
    let json = """
      {"threshold": 0.01, "noiseFloor": 0.000001, "finestSpacing": [0.125, 0.25],
       "sampledPoints": 12, "findings": [
        {"verdict": "confirmed", "reason": "barrier stands", "barrier": 4.5, "refined":
         {"x": -0.5, "y": 0.25, "loss": 0.05, "gradientNorm": 0.002,
          "hessianEigenvalues": [3, 40], "method": "newton"}},
        {"verdict": "artefact", "reason": "runs into a lower minimum", "runsInto": 0},
        {"verdict": "unresolved", "reason": "on the border"}]}
      """
    return try JSONDecoder().decode(MinimaConfirmation.self, from: Data(json.utf8))
  }

  private func formatted(as format: MinimaTable.Format) throws -> String {
    MinimaTable(
      entries: [
        MinimaTable.Entry(
          surface: "wells.h5", analysis: MinimaExamples.wells, confirmation: try confirmation())
      ]
    ).formatted(as: format)
  }

  @Test func isASecondTableInText() throws {
    let text = try formatted(as: .text)
    #expect(
      text.contains(
        """
          confirmation: 1 confirmed, 1 artefact, 1 unresolved, 0 below the threshold \
        (12 points, 0.125 × 0.25 apart; noise floor 1.0e-06 decades)

          #  verdict     why                            refined x  refined y  refined loss  \
        barrier  allowance  |gradient|  curvature from  to
          1  confirmed   barrier stands                      -0.5       0.25          0.05  \
            4.5          –       0.002               3  40
          2  artefact    runs into a lower minimum (1)          –          –             –  \
              –          –           –               –   –
          3  unresolved  on the border                          –          –             –  \
              –          –           –               –   –

        """), "\(text)")
    #expect(
      text.hasPrefix(
        MinimaExamples.formatted(("wells.h5", MinimaExamples.wells), as: .text)
          .prefix(100)))
  }

  @Test func addsKeysToJSON() throws {
    let json = try formatted(as: .json)
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(parsed[0]["confirmed_count"] as? Int == 1)
    #expect(parsed[0]["noise_floor"] as? Double == 1e-6)
    let minima = try #require(parsed[0]["minima"] as? [[String: Any]])
    #expect(minima.map { $0["verdict"] as? String } == ["confirmed", "artefact", "unresolved"])
    #expect(minima.map { $0["runs_into"] as? Int } == [nil, 0, nil])
    let refined = try #require(minima[0]["refined"] as? [String: Any])
    #expect(refined["hessian_eigenvalues"] as? [Double] == [3, 40])
    #expect(minima[0]["refined_barrier"] as? Double == 4.5)
  }

  @Test func addsColumnsToCSV() throws {
    let lines = try formatted(as: .csv).split(separator: "\r\n")
    #expect(lines.count == 4)
    #expect(
      Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }) == [27])
    #expect(
      lines[1].hasSuffix(",confirmed,barrier stands,-0.5,0.25,0.05,4.5,,0.002,3.0,40.0,newton"))
  }

  @Test func isASecondTableInMarkdownAndLaTeX() throws {
    let markdown = try formatted(as: .markdown)
    #expect(markdown.contains("| 1 | confirmed | barrier stands | -0.5 | 0.25 | 0.05 | 4.5 | – |"))
    let latex = try formatted(as: .latex)
    #expect(latex.contains("$2$ & artefact & runs into a lower minimum (1) & --"))
    #expect(latex.components(separatedBy: "\\begin{tabular}").count == 3)
    #expect(latex.contains("1 confirmed, 1 artefact"))
  }
}
