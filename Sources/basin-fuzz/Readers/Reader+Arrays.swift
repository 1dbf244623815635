internal import Archives

extension Reader {
  /// Of arrays and of what they are packed in.
  static let arrays = [
    Reader(
      "hdf5", longest: 1 << 14,
      seeds: [
        .files("Sources/basin-fuzz/Seeds/hdf5", endings: [".h5"]),
        .files("Tests/ArchivesTests/Fixtures/hdf5", endings: ["user_block.h5"]),
        .files("Tests/ArchivesTests/Fixtures/hdf5/hostile", endings: [".h5"]),
        .files("Tests/ArchivesTests/Fixtures", endings: ["newest.h5"]),
      ]
    ) { input in
      // Behind the checksums, which inputs that are made up hardly ever have right.
      let file = try HDF5File(bytesWithoutChecksums: input.bytes, name: "input")
      for path in try file.paths(upTo: 64) {
        try survives { _ = try file.doubles(path) }
        try survives { _ = try file.bytes(path) }
        for name in ["name", "variable", "long"] {
          try survives { _ = try file.string(name, of: path) }
          try survives { _ = try file.number(name, of: path) }
        }
      }
      try survives { _ = try file.datasets() }
      _ = try DirectionsArchive(file)
    },
    Reader(
      "directions", words: "hdf5", longest: 1 << 14,
      seeds: [
        .files("Sources/basin-fuzz/Seeds/hdf5", endings: ["directions.h5", "directions-old.h5"]),
        .files("Tests/ArchivesTests/Fixtures/hdf5/hostile", endings: [".h5"]),
      ]
    ) { input in
      let path = try input.file("directions.h5")
      try survives { _ = try DirectionsArchive.Summary(path: path) }
      _ = try DirectionsArchive(path: path)
    },
    Reader(
      "npy", words: "numpy", seeds: [.files("Tests/ArchivesTests/Fixtures", endings: [".npy"])]
    ) { input in
      let path = try input.file("array.npy")
      try survives { _ = try NPYFile(path: path, rows: 2) }
      let array = try NPYFile(path: path)
      _ = (array.elements.doubles, array.elements.floats, array.elements.integers)
    },
    Reader(
      "npz", words: "numpy", longest: 1 << 13,
      seeds: [
        .files("Tests/ArchivesTests/Fixtures", endings: [".npz", ".zip"]),
        .files("Tests/DatasetsTests/Fixtures", endings: [".npz"]),
        .files("Tests/LandscapesTests/Fixtures", endings: [".npz"]),
        .files("Tests/BasinTests/Fixtures/checkpoints", endings: [".npz"]),
      ]
    ) { input in
      let file = try NPZFile(path: try input.file("arrays.npz"))
      for name in file.names.prefix(8) {
        try survives { _ = try file.array(name, rows: 2) }
        try survives { _ = try file.array(name) }
      }
    },
    Reader(
      "gzip", seeds: [.files("Tests/ArchivesTests/Fixtures", endings: [".gz"])]
    ) { input in
      try survives { _ = try Gunzip.inflate(input.bytes, maximum: 1 << 22, from: "input") }
      var stream = try ByteStream(input.bytes, from: "input")
      _ = try stream.skip(3)
      _ = try stream.read(1 << 20)
    },
    Reader(
      "tar", longest: 1 << 14,
      seeds: [
        .made("Tests/DatasetsTests/Fixtures", endings: [".tar.gz"]) { path in
          try Gunzip.inflate(InputFile.bytes(at: path), maximum: 1 << 20, from: path)
        }, .files("Tests/DatasetsTests/Fixtures", endings: [".tar.gz"]),
      ]
    ) { input in
      let bytes = Repair.tar(input.bytes)
      var archive = try TarReader(path: try input.folder.file("archive.tar", bytes))
      while let entry = try archive.next() {
        if entry.size % 2 == 0 { _ = try archive.contents(of: entry, atMost: 1 << 20) }
      }
    },
  ]
}
