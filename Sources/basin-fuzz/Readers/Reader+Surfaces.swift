internal import Grids
internal import Landscapes

extension Reader {
  /// Of loss surfaces, whichever program wrote them.
  static let surfaces = [
    Reader(
      "surface-hdf5", words: "hdf5", longest: 1 << 14,
      seeds: [
        .files("Sources/basin-fuzz/Seeds/hdf5", endings: ["surface.h5", "surface-old.h5"]),
        .files("Tests/BasinTests/Fixtures/Surfaces", endings: [".h5"]),
        .files("Tests/LandscapesTests/Fixtures", endings: [".h5"]),
        .files("Tests/ArchivesTests/Fixtures/hdf5/hostile", endings: [".h5"]),
      ]
    ) { input in try surface(input, "surface.h5") },
    Reader(
      "surface-numpy", words: "numpy",
      seeds: [
        .files("Tests/LandscapesTests/Fixtures", endings: [".npz"]),
        .files("Tests/ArchivesTests/Fixtures", endings: [".npy"]),
      ]
    ) { input in try surface(input, "surface.npz") },
    Reader(
      "surface-csv", words: "csv",
      seeds: [
        .texts([
          "x,y,loss,accuracy\n-1,-1,0.5,90\n-1,1,0.25,91.5\n1,-1,nan,\n1,1,2e-3,99\n",
          "\u{FEFF}0;0;1\r\n", "0,0,1\r\n0,1,2\r\n1,0,3\r\n1,1,\r\n",
          "\"x\",\"y\",\"a \"\"b\"\"\"\n0,0,1\n",
        ])
      ]
    ) { input in try surface(input, "surface.csv") },
  ]

  private static func surface(_ input: FuzzInput, _ name: String) throws {
    let path = try input.file(name)
    try survives { _ = try LossSurface(path: path, quantity: "train_acc") }
    let surface = try LossSurface(path: path)
    _ = (surface.loss.readablePart, surface.loss.finiteRange, surface.centerError)
    _ = (surface.precision, surface.provenance, surface.isComplete)
  }
}
