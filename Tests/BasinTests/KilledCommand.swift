import FolderTestSupport
import Foundation
import Testing

/// A command that keeps its work, with settings so small that it takes seconds, and what it reads.
struct KilledCommand: CustomTestStringConvertible, Sendable {
  /// The command.
  let testDescription: String
  /// The commands that make its input.
  var preparation: [String] = []
  /// Whether it reads pictures in the form of Fashion-MNIST.
  var readsImages = false
  /// How often `make test` kills it.
  var fewestKills = 2

  var arguments: [String] { Self.words(testDescription) }

  private static let training = "train --model mlp --layers 2,32,32,2 --data spirals --epochs 2"

  /// All commands that keep work.
  static let all: [KilledCommand] = [
    KilledCommand(
      testDescription: "train --model mlp --layers 2,96,96,96,2 --data spirals --epochs 10"
        + " --record-gradients flow.csv --output net.safetensors"),
    KilledCommand(
      testDescription: "train --model mlp --layers 2,96,96,96,2 --dropout 0.2 --data spirals"
        + " --epochs 10 --optimizer adam --weight-decay 0.01 --decay-parameters weights"
        + " --schedule step --label-smoothing 0.1 --clip-gradient-norm 0.5 --until-loss 1e-6"
        + " --checks-per-epoch 2 --output net.safetensors"),
    KilledCommand(
      testDescription: "train --model resnet8 --width 4 --data fashion-mnist --data-directory data"
        + " --epochs 300 --batch-size 1 --no-nesterov --dampening 0.3 --decoupled-decay"
        + " --augment crop,flip --schedule constant --warmup-steps 5%"
        + " --match other.safetensors --output net.safetensors",
      preparation: [
        "train --model resnet8 --width 2 --data fashion-mnist --data-directory data --epochs 30"
          + " --batch-size 1 --learning-rate 0.05 --output other.safetensors"
      ], readsImages: true),
    KilledCommand(
      testDescription: "sample net.safetensors --data spirals --grid 41x31 --threads 1"
        + " --output surface.h5",
      preparation: [
        "train --model mlp --layers 2,192,192,192,2 --data spirals --epochs 1"
          + " --output net.safetensors"
      ]),
    KilledCommand(
      testDescription: "connect a.safetensors b.safetensors --data spirals --epochs 12"
        + " --points 401 --output path.h5",
      preparation: [
        "train --model mlp --layers 2,96,96,96,2 --data spirals --epochs 2 --output a.safetensors",
        "train --model mlp --layers 2,96,96,96,2 --data spirals --epochs 2 --seed 2"
          + " --output b.safetensors",
      ]),
    KilledCommand(
      testDescription: "hessian net.safetensors --data spirals --samples 400 --trace-probes 64"
        + " --per-layer --density density.png --density-probes 2 --density-steps 20",
      preparation: ["\(training) --output net.safetensors"]),
    KilledCommand(
      testDescription: "minima surface.h5 --confirm --weights net.safetensors --data spirals"
        + " --threshold 1e-9 --format json",
      preparation: [
        "train --model mlp --layers 2,96,96,96,96,96,2 --plain --data spirals --epochs 10"
          + " --output net.safetensors",
        "sample net.safetensors --data spirals --samples 100 --grid 21 --span -3:3"
          + " --output surface.h5",
      ]),
    KilledCommand(
      testDescription: "compare --model mlp --layers 2,16,16,2 --data spirals --epochs 2"
        + " --planes 2 --grid 13 --span -4:4 --samples 40 --confirm --curvature --windows 2"
        + " --page --slides --output run"),
    KilledCommand(
      // It has no smaller settings than those that take twenty seconds.
      testDescription: "lesson --data-directory data --output run", readsImages: true,
      fewestKills: 1),
  ]

  /// Makes what the command reads.
  func prepare(in folder: URL) throws {
    if readsImages { try Self.writeImages(in: folder.appending(path: "data")) }
    let tool = try Tool(in: folder)
    for command in preparation {
      let result = try tool.run(Self.words(command))
      try #require(result.exitCode == 0, "\(command): \(result.errors)")
    }
  }

  private static func words(_ command: String) -> [String] {
    command.split(separator: " ").map(String.init)
  }

  /// A few pictures of noise, with labels.
  private static func writeImages(in folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let (count, side) = (2, 28)
    var random = SplitMix(state: 28)
    for part in ["train", "t10k"] {
      let header: [UInt8] = [0, 0, 8]
      let size = [0, 0, 0, UInt8(count)]
      let images = (0..<count * side * side).map { _ in UInt8(random.number(in: 0..<256)) }
      let labels = (0..<count).map { UInt8($0 % 10) }
      for (name, bytes) in [
        (
          "images-idx3",
          header + [3] + size + [0, 0, 0, UInt8(side), 0, 0, 0, UInt8(side)] + images
        ), ("labels-idx1", header + [1] + size + labels),
      ] {
        let file = "\(part)-\(name)-ubyte"
        try Data(bytes).write(to: folder.appending(path: file))
        let packed = try Tool(executable: "/usr/bin/env", in: folder).run("gzip", "-n", file)
        try #require(packed.exitCode == 0, "\(packed.errors)")
      }
    }
  }
}
