import Testing

@Suite("Wrong usage")
struct BadUsageTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  @Test(
    "one message, exit code 64, and no file",
    arguments: [
      ("sample w --data spirals --grid 0", "--grid"),
      ("sample w --data spirals --grid 5x", "--grid"),
      ("sample w --data spirals --span 1:-1", "-1:1"),
      ("sample w --data spirals --span -1", "--span"),
      ("sample w --data spirals --span 1:1.0000000000000002 --grid 9", "--span"),
      ("sample w --data spirals --threads 0", "--threads"),
      ("sample w --data spirals --threads -2", "--threads"),
      ("sample w --data spirals --samples 0", "--samples"),
      ("sample w --data spirals --split half", "--split"),
      ("sample w --data spirals --seed -1", "--seed"),
      ("sample w --data spirals --directions d.h5 --seed 1", "--directions"),
      ("sample w --data spirals --model resnet57", "resnet56"),
      ("sample w --data spirals --model resnt56", "resnet56"),
      ("sample w --data spirals --model mlp", "--layers"),
      ("sample w --data spirals --model mlp --layers 2", "--layers"),
      ("sample w --data spirals --model mlp --layers 2,2 --width 8", "--width"),
      ("sample w --data spiral", "spirals"),
      ("sample w --data arrays:x.npy", "x.npy,y.npy"),
      ("sample w --data fashion-mnist --image-size 20", "--image-size"),
      ("sample w --data spirals --image-size 14", "--image-size"),
      ("sample w", "--data"),
      ("train --data spirals", "--model"),
      ("train --data spirals --model mlp --layers 2,2 --epochs 0", "--epochs"),
      ("train --data spirals --model mlp --layers 2,2 --batch-size 0", "--batch-size"),
      ("train --data spirals --model mlp --layers 2,2 --learning-rate 0", "--learning-rate"),
      ("train --data spirals --model mlp --layers 2,2 --learning-rate nan", "--learning-rate"),
      ("train --data spirals --model mlp --layers 2,2 --momentum 1.5", "--momentum"),
      ("train --data spirals --model mlp --layers 2,2 --weight-decay -1", "--weight-decay"),
      ("train --data spirals --model mlp --layers 2,2 --optimizer adagrad", "--optimizer"),
      ("train --data spirals --model mlp --layers 2,2 --train-samples 9999999", "samples"),
      ("train --data spirals --model mlp --layers 2,2 --initialize torch", "torch:123"),
      ("train --data spirals --model mlp --layers 2,2 --initialize zeros", "torch:123"),
      (
        "train --data spirals --model mlp --layers 2,2 --shortcut-strength 2", "--shortcut-strength"
      ),
      ("train --data spirals --model mlp --layers 2,2 --plain --shortcut-strength 1", "--plain"),
      ("train --data spirals --model resnet56 --layers 2,2", "--layers"),
      ("train --data spirals --model resnet56 --width 0", "--width"),
      ("plane w --normalize filters", "--normalize"),
      ("plane w --ignore all", "--ignore"),
      ("render s.h5 --width 0", "--width"),
      ("render s.h5 --style wireframe", "--style"),
      ("render s.h5 --threshold -1", "--threshold"),
      ("render s.h5", ".png"),
      ("train --data spirals --model mlp --layers 2,2 --gird 5", "--gird"),
    ])
  func refused(arguments: String, word: String) throws {
    let command = arguments.split(separator: " ").map(String.init) + ["-o", "out"]
    expectRefusal(try chain.tool.run(command), code: 64, saying: word)
    #expect(try chain.files == [])
  }

  @Test(
    "the same for commands that write no single file",
    arguments: [
      ("minima", "<surface.h5>"), ("minima s.h5 --threshold -1", "--threshold"),
      ("minima s.h5 --format xml", "--format"), ("info", "<file>"), ("info a b", "b"),
      ("compare --seeds 0", "--seeds"), ("compare --planes 0", "--planes"),
      ("compare --preset slow", "--preset"), ("compare --grid 0", "--grid"),
      ("compare --samples 0", "--samples"), ("compare --epochs 0", "--epochs"),
      ("compare --plain", "--plain"), ("compare --model resnet21", "resnet20"),
      ("compare --data fasion-mnist", "fashion-mnist"), ("sampel", "sample"), ("tarin", "train"),
    ])
  func refusedToo(arguments: String, word: String) throws {
    expectRefusal(
      try chain.tool.run(arguments.split(separator: " ").map(String.init)), code: 64, saying: word)
    #expect(try chain.files == [])
  }
}
