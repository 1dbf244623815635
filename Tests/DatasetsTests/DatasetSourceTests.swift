import Catalogues
import Datasets
import FailureTestSupport
import Failures
import Kernels
import Tensors
import Testing

struct DatasetSourceTests {
  @Test(arguments: [
    "fashion-mnist", "spirals", "text", "text:a/b:c.txt", "arrays:a/x.npy,y.npy",
    "arrays:a/xy.npz", "idx:a,b", "images:a", "tokens:a.npy",
  ])
  func namesAreReadAndWritten(text: String) throws {
    #expect(try DatasetSource(parsing: text).description == text)
  }

  @Test(arguments: [
    ("fashion-mnst", "fashion-mnist"), ("fashionmnist", "fashion-mnist"), ("spiral", "spirals"),
    ("spirals:3", "spirals"),
    ("Spirals", "spirals"), ("MNIST", "mnist"), ("cifar-10", "cifar10"),
    ("array:x.npy,y.npy", "arrays:x.npy,y.npy"),
  ])
  func slipsOfThePenAreAnsweredWithTheNearestName(text: String, nearest: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: text) }
    #expect(found.code == .usage)
    #expect(found.remedy?.description.hasPrefix("Did you mean \(nearest)?") == true, "\(found)")
  }

  @Test(arguments: ["imagenet", "csv:foo", "mnist:7", ""])
  func otherNamesAreNotOffered(text: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: text) }
    #expect(found.code == .usage && found.what == "\"\(text)\" is not offered")
    let remedy = try #require(found.remedy?.description)
    #expect(
      remedy.contains(
        "Offered are fashion-mnist, mnist, kmnist, emnist, cifar10, cifar100, spirals, "
          + "arrays:x.npy,y.npy, idx:images,labels, images:FOLDER, text:FILE, tokens:ids.npy."))
    #expect(remedy.contains("numpy.save(\"x.npy\", x.astype(\"float32\"))"))
  }

  @Test(arguments: ["arrays", "arrays:", "text:", "idx", "images:", "tokens"])
  func aNameWithoutItsFileIsRefused(text: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: text) }
    #expect(found.code == .usage && found.what == "\"\(text)\" gives no file name")
  }

  @Test(arguments: ["arrays:x.npy", "arrays:x,y,z", "arrays:,y", "arrays:x,"])
  func arraysNeedTwoFiles(text: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: text) }
    #expect(found.code == .usage && found.remedy == "Write arrays:x.npy,y.npy, the inputs first.")
  }

  @Test func samplesAreTheFirstOfTheSplit() throws {
    let source = try DatasetSource(parsing: "spirals")
    let all = try source.load(split: .train)
    #expect(try source.load(split: .train, samples: .first(10)) == all.prefix(10))
    #expect(try source.load(split: .train, samples: .first(all.count)) == all)
    #expect(try source.load(split: .train, samples: .atMost(10)) == all.prefix(10))
    #expect(try source.load(split: .train, samples: .atMost(1_000_000)) == all)
  }

  @Test(arguments: [0, -1, 2_001])
  func impossibleCountsAreRefused(samples: Int) throws {
    let source = try DatasetSource(parsing: "spirals")
    let found = try failure { _ = try source.load(split: .train, samples: .first(samples)) }
    #expect(found.code == .usage && found.place == .setting("samples"))
  }

  @Test(
    arguments: [
      (
        "spirals", ["image size": "28"],
        "goes with fashion-mnist, mnist, kmnist or emnist, not with spirals"
      ),
      (
        "spirals", ["data directory": "/"],
        "goes with fashion-mnist, mnist, kmnist, emnist, cifar10 or cifar100, not with spirals"
      ),
      ("text:a", ["layout": "channels-last"], "goes with arrays, not with text"),
      (
        "fashion-mnist", ["test data": "x,y"],
        "goes with arrays, idx, images or tokens, not with fashion-mnist"
      ),
      ("fashion-mnist", ["image size": "20"], "must be 28 or 14, got 20"),
      ("arrays:x,y", ["layout": "nhwc"], "\"nhwc\" is not a known layout"),
      ("arrays:x,y", ["test data": "x"], "arrays need two files, got \"x\""),
    ] as [(String, OptionValues, String)])
  func choicesThatDataDoNotHaveAreRefused(text: String, options: OptionValues, what: String) throws
  {
    let found = try failure { _ = try DatasetSource(parsing: text, options: options) }
    #expect(found.code == .usage && found.what == what)
    #expect(found.place == .setting(options.settings[0]))
  }

  @Test func onlyDataWithATestSplitHaveOne() throws {
    #expect(try DatasetSource(parsing: "spirals").hasTestSplit)
    #expect(try !DatasetSource(parsing: "arrays:x,y").hasTestSplit)
    #expect(try DatasetSource(parsing: "arrays:x,y", options: ["test data": "a,b"]).hasTestSplit)
  }

  @Test func labelsOfTwoClassesAreProbabilities() throws {
    let source = try DatasetSource(parsing: "spirals")
    let labelled = try source.load(split: .train, samples: .first(6))
    let dataset = try source.load(split: .train, samples: .first(6), targets: .probabilities)
    #expect(dataset.values == Tensor(shape: [6, 1], elements: [0, 1, 0, 1, 0, 1]))
    #expect(dataset.inputs == labelled.inputs && dataset.digest != labelled.digest)
    #expect(labelled.values == nil)
  }

  @Test func labelsAreNotTakenAsNumbers() throws {
    let found = try failure {
      _ = try DatasetSource(parsing: "spirals").load(split: .train, targets: .values)
    }
    #expect(found.code == .usage && found.what.contains("labels of 2 classes"))
  }
}
