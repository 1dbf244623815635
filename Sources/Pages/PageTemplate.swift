internal import Archives
internal import Foundation

/// The parts of a page that are the same for all: its frame, style and script, from `Resources`.
enum PageTemplate {
  /// The scripts in the order in which they stand in the page; each uses only what comes before it
  /// when it is read.
  private static let scripts = [
    PackageResources.data_js, PackageResources.numbers_js, PackageResources.scale_js,
    PackageResources.interpolation_js, PackageResources.camera_js, PackageResources.shaders_js,
    PackageResources.mesh_js, PackageResources.surface_gl_js,
    PackageResources.surface_2d_js, PackageResources.contours_js, PackageResources.minima_js,
    PackageResources.state_js, PackageResources.look_js, PackageResources.marks_js,
    PackageResources.paths_js,
    PackageResources.scene_view_js, PackageResources.map_view_js, PackageResources.gestures_js,
    PackageResources.card_js, PackageResources.controls_js, PackageResources.legend_js,
    PackageResources.main_js,
  ]

  /// The frame with its placeholders, `{{name}}`, replaced.
  ///
  /// What is put in is not looked at again: no title can ask for another part.
  ///
  /// - Parameter parts: what stands for each placeholder but those of style and script.
  /// - Throws: `Failure` (fault) if the system's libcrypto does not provide SHA-256.
  static func filled(_ parts: [String: String]) throws -> String {
    let style = text(PackageResources.page_css)
    let script =
      "\"use strict\";\n(() => {\n" + scripts.map(text).joined(separator: "\n") + "})();\n"
    var parts = parts
    parts["style"] = style
    parts["script"] = script
    parts["style-hash"] = try hash(of: style)
    parts["script-hash"] = try hash(of: script)
    let pieces = text(PackageResources.page_html).components(separatedBy: "{{")
    return pieces.dropFirst().reduce(pieces[0]) { page, piece in
      let ends = piece.components(separatedBy: "}}")
      guard ends.count == 2, let part = parts[ends[0]] else {
        preconditionFailure("page.html asks for \(ends[0])")
      }
      return page + part + ends[1]
    }
  }

  /// What a policy calls a style or a script that stands in the page: `sha256-…`, so that nothing but
  /// these two is ever run.
  private static func hash(of text: String) throws -> String {
    var digest = try Digest()
    try digest.update(text)
    let digits = Array(try digest.hexadecimal())
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return "sha256-" + Data(bytes).base64EncodedString()
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
