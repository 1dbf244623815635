import Reports
import Testing

struct MinimaTableLaTeXTests {
  @Test func isABooktabsTable() {
    let latex = MinimaExamples.formatted(("a_1.h5", MinimaExamples.lowest), as: .latex)
    #expect(
      latex == """
        % Needs \\usepackage{booktabs}.
        \\begin{table}
          \\centering
          \\caption{\\texttt{a\\_1.h5}: 1 local minimum (persistence $\\geq$ 3.0 decades; 1 resolved by the grid), none on \
        the border; raw neighbour count 2. test\\_loss on 6 $\\times$ 3 points, on the scale \
        log10(loss + 0.0); inside at persistence $>$ 0 / 0.01 / 0.03 / 0.1 / 0.3 decades: \
        2 / 2 / 2 / 2 / 2.}
          \\begin{tabular}{rrrrrrlrlrrr}
            \\toprule
            \\# & x & y & loss & persistence & allowance & grid & basin & place & saddle x & saddle y & \
        saddle loss \\\\
            \\midrule
            $1$ & $-0.5$ & $0.5$ & $0.1$ & $4$ & -- & resolved & 100.0 \\% & inside & -- & -- & -- \\\\
            \\bottomrule
          \\end{tabular}
        \\end{table}

        """)
  }

  @Test func keepsTablesWithoutRowsOut() {
    let latex = MinimaExamples.formatted(("e", MinimaExamples.empty), as: .latex)
    #expect(!latex.contains("tabular"))
    #expect(latex.contains("\\par\\smallskip Warning: 1 point has no finite value"))
  }

  @Test func escapesWhatLaTeXWouldRead() {
    let latex = MinimaExamples.formatted(("a&b%c$d#e_f{g}~^\\", MinimaExamples.empty), as: .latex)
    #expect(
      latex.contains(
        ##"\texttt{a\&b\%c\$d\#e\_f\{g\}\textasciitilde{}\textasciicircum{}\textbackslash{}}"##))
  }

  @Test func writesPowersOfTen() {
    let analysis = MinimaExamples.analysis([[1, 1, 1], [1, 1e-7, 1], [1, 1, 1]])
    #expect(
      MinimaExamples.formatted(("s", analysis), as: .latex).contains("& $1 \\times 10^{-7}$ &"))
  }
}
