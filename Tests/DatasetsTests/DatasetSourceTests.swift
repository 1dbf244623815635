import Datasets
import FailureTestSupport
import Failures
import Tensors
import Testing

struct DatasetSourceTests {
  @Test(
    arguments: [
      ("fashion-mnist", .fashionMNIST), ("spirals", .spirals),
      ("text", .text(file: nil)), ("text:a/b:c.txt", .text(file: "a/b:c.txt")),
      ("arrays:a/x.npy,y.npy", .arrays(inputs: "a/x.npy", labels: "y.npy")),
    ] as [(String, DatasetSource)])
  func namesAreReadAndWritten(text: String, source: DatasetSource) throws {
    #expect(try DatasetSource(parsing: text) == source)
    #expect(source.description == text)
  }

  @Test(arguments: [
    ("fashion-mnst", "fashion-mnist"), ("fashionmnist", "fashion-mnist"), ("MNIST", "spirals"),
    ("spiral", "spirals"), ("text:", "text:FILE"), ("txt:book", "text:FILE"),
    ("array:x.npy,y.npy", "arrays:x.npy,y.npy"), ("", "spirals"),
  ])
  func unknownNamesAreAnsweredWithTheNearest(text: String, nearest: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: text) }
    #expect(found.code == .usage)
    #expect(found.remedy?.description.hasPrefix("Did you mean \(nearest)?") == true, "\(found)")
  }

  @Test(arguments: ["arrays", "arrays:", "arrays:x.npy", "arrays:x,y,z", "arrays:,y", "arrays:x,"])
  func arraysNeedTwoFiles(text: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: text) }
    #expect(found.code == .usage && found.remedy == "Write arrays:x.npy,y.npy, the inputs first.")
  }

  @Test func samplesAreTheFirstOfTheSplit() throws {
    let source = DatasetSource.spirals
    let all = try source.load(split: .train)
    #expect(try source.load(split: .train, samples: 10) == all.prefix(10))
    #expect(try source.load(split: .train, samples: all.count) == all)
  }

  @Test(arguments: [0, -1, 2_001])
  func impossibleCountsAreRefused(samples: Int) throws {
    let found = try failure { _ = try DatasetSource.spirals.load(split: .train, samples: samples) }
    #expect(found.code == .usage && found.place == .setting("samples"))
  }

  @Test func optionsOfOtherSourcesAreRefused() throws {
    let source = DatasetSource.spirals
    let size = try failure { _ = try source.load(split: .train, imageSize: 28) }
    #expect(size.code == .usage && size.place == .setting("image size"))
    let folder = try failure { _ = try source.load(split: .train, directory: "/") }
    #expect(folder.code == .usage && folder.place == .setting("data directory"))
  }

  @Test func arraysHaveNoTestSplit() throws {
    let source = DatasetSource.arrays(inputs: "x.npy", labels: "y.npy")
    #expect(!source.hasTestSplit && DatasetSource.spirals.hasTestSplit)
    #expect(try failure { _ = try source.load(split: .test) }.code == .usage)
    #expect(try failure { _ = try source.load(split: .train) }.code == .missing)
  }
}
