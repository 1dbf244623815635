import Failures
import Testing
import basin

@Suite("Lists of numbers")
struct ValueListTests {
  @Test("numbers with commas between them")
  func numbers() throws {
    #expect(try NumberList(parsing: "1,0,-1", option: "input").numbers == [1, 0, -1])
    #expect(try NumberList(parsing: "-.5", option: "input").numbers == [-0.5])
    #expect(try NumberList(parsing: "1e-3,2E4", option: "input").numbers == [1e-3, 2e4])
  }

  @Test("nothing else", arguments: ["", ",", "1,", "1, 2", "nan", "1,inf", "1e39", "x", "1;2"])
  func noNumbers(text: String) {
    #expect(throws: Failure.self) { try NumberList(parsing: text, option: "input") }
  }

  @Test("depths are sorted and counted once")
  func depths() throws {
    #expect(try DepthList(parsing: "8,2,4,2", option: "depths").depths == [2, 4, 8])
  }

  @Test("no depths", arguments: ["", "4", "4,4", "0,1", "-1,2", "2,1001", "2,4.5", "2,,4"])
  func noDepths(text: String) {
    #expect(throws: Failure.self) { try DepthList(parsing: text, option: "depths") }
  }
}
