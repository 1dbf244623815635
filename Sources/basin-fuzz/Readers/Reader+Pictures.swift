internal import Archives
internal import Datasets
internal import Foundation
internal import Pictures

extension Reader {
  /// Of pictures.
  static let pictures = [
    Reader(
      "png",
      seeds: [
        .files("Tests/DatasetsTests/Fixtures/png", endings: [".png"]),
        .files("Tests/DatasetsTests/Fixtures/images/a", endings: [".png"]),
        .files("Tests/CairoRenderingTests/Fixtures", endings: [".png"]),
      ]
    ) { input in
      for bytes in [input.bytes, Repair.png(input.bytes)] {
        try survives { _ = try PNGImage(path: try input.folder.file("image.png", bytes)) }
        _ = PictureFile.facts(in: bytes)
      }
      // A folder of images, the first of which is good.
      let classes = "\(input.folder.path)/classes"
      for (name, bytes) in [("a", firstImage), ("b", Repair.png(input.bytes))] {
        try FileManager.default.createDirectory(
          atPath: "\(classes)/\(name)", withIntermediateDirectories: true)
        _ = try input.folder.file("classes/\(name)/0.png", bytes)
      }
      _ = try DatasetSource(parsing: "images:\(classes)").load(split: .train)
    },
    Reader(
      "picture",
      seeds: [
        .texts([
          "<svg xmlns=\"x\"><title>A &amp; b &#233;</title><desc>c</desc><metadata>"
            + "<basin:manifest xmlns:basin=\"urn:basin\">{}</basin:manifest></metadata></svg>",
          "%PDF-1.7\n1 0 obj\n<< /Title (A\\(b\\) \\351) /Subject <FEFF00E9> /Keywords (\\{\\}) >>\n"
            + "endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
            + "trailer\n<< /Size 2 /Info 1 0 R >>\nstartxref\n88\n%%EOF\n",
        ]), .files("Tests/CairoRenderingTests/Fixtures", endings: [".png"]),
      ]
    ) { input in _ = PictureFile.facts(in: input.bytes) },
  ]

  private static let firstImage =
    (try? InputFile.bytes(at: "Tests/DatasetsTests/Fixtures/images/a/0.png")) ?? []
}
