import Analysis
import Reports
import Testing

struct MinimaTableCSVTests {
  private let header =
    "surface,quantity,x,y,loss,persistence,on_border,counted,saddle_x,saddle_y,saddle_loss,"
    + "basin_fraction,allowance,resolution,scale,persistence_unit\r\n"

  @Test func hasOneLinePerMinimum() {
    let csv = MinimaExamples.formatted(
      ("a.h5", MinimaExamples.lowest), ("empty", MinimaExamples.empty), as: .csv)
    let allowance = MinimaExamples.lowest.minima[1].allowance ?? .nan
    #expect(
      csv == header
        + "a.h5,test_loss,-0.5,0.5,0.1,4.0,false,true,,,,1.0,,resolved,log10(loss + 0.0),decades\r\n"
        + "a.h5,test_loss,0.5,0.5,1.0,1.0,false,false,0.0,0.5,10.0,0.0,\(allowance),below_threshold,log10(loss + 0.0),decades\r\n"
        + "a.h5,test_loss,1.5,0.5,10.0,2.0,true,false,1.0,0.0,1000.0,0.0,0.0,below_threshold,log10(loss + 0.0),decades\r\n"
    )
    #expect(MinimaExamples.formatted(as: .csv) == header)
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\r\nb", "\"a\r\nb\""),
    ("a\nb", "\"a\nb\""), ("plain name", "plain name"),
  ])
  func quotesNamesWhereNeeded(name: String, expected: String) {
    let csv = MinimaExamples.formatted((name, MinimaExamples.lowest), as: .csv)
    #expect(csv.hasPrefix(header + expected + ",test_loss,-0.5,"))
  }
}
