internal import Archives
internal import Failures
package import Landscapes

/// A line of an evaluator, as what it means.
package enum EvaluatorAnswer {
  /// It has loaded net and data.
  case ready(examples: Int, pipeline: Int)
  /// The numbers of a point.
  case point(Int, PointValue)

  /// The most points that an evaluator may have at once.
  static let mostPoints = 1024

  /// What is wrong with a line.
  package struct Mistake: Error {
    let what: String
    var remedy: Phrase?
  }

  /// Reads a line.
  ///
  /// - Parameter isFirst: whether the evaluator has still to say that it is ready.
  package init(_ line: [UInt8], isFirst: Bool) throws(Mistake) {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: line, from: "answer", .python)
    } catch {
      throw Mistake(
        what: "answered \(shownLine(line)), which is not JSON",
        remedy: "Only answers may go to its standard output; print messages to standard error.")
    }
    guard json.object != nil else {
      throw Mistake(what: "answered \(shownLine(line)), which is not a JSON object")
    }
    self = isFirst ? try Self.ready(json, line) : try Self.point(json, line)
  }

  private static func ready(_ json: JSONValue, _ line: [UInt8]) throws(Mistake) -> EvaluatorAnswer {
    guard json["ready"] == .bool(true) else {
      throw Mistake(
        what: "answered \(shownLine(line)) to the first line",
        remedy: "It must answer {\"ready\": true, \"examples\": N} to the first line.")
    }
    guard let examples = json["examples"]?.int, examples >= 1 else {
      throw Mistake(
        what: "is ready with \(shown(json["examples"])) examples",
        remedy: "Give their number, such as {\"ready\": true, \"examples\": 1000}.")
    }
    let pipeline = json["pipeline"] ?? 1
    guard let points = pipeline.int, (1...mostPoints).contains(points) else {
      throw Mistake(
        what: "asks for \(shown(pipeline)) points at a time (\"pipeline\")",
        remedy: "Give a whole number from 1 to \(mostPoints).")
    }
    return .ready(examples: examples, pipeline: points)
  }

  private static func point(_ json: JSONValue, _ line: [UInt8]) throws(Mistake) -> EvaluatorAnswer {
    guard let point = json["point"]?.int else {
      throw Mistake(
        what: "answered \(shownLine(line)), without the number of a point",
        remedy: "Repeat the \"point\" of the question: {\"point\": 0, \"loss\": 0.5}.")
    }
    guard let loss = json["loss"] else {
      throw Mistake(what: "answered \(shownLine(line)), without a loss")
    }
    return .point(
      point,
      PointValue(
        loss: try number(loss, "loss", in: -Double.infinity...Double.infinity),
        error: try number(json["error"] ?? .null, "error", in: 0...Double.infinity),
        accuracy: try number(json["accuracy"] ?? .null, "accuracy", in: 0...100)))
  }

  /// A number; not a number where it is `null`, which is how most languages write one.
  private static func number(
    _ json: JSONValue, _ name: String, in range: ClosedRange<Double>
  ) throws(Mistake) -> Double {
    if json == .null, json.double == nil { return .nan }
    guard let number = json.double else {
      throw Mistake(what: "gave the \(name) \(shown(json)), which is not a number")
    }
    guard number.isNaN || range.contains(number) else {
      throw Mistake(
        what: "gave the \(name) \(number)",
        remedy: name == "accuracy"
          ? "Give the accuracy in per cent, from 0 to 100." : "A standard error is not negative.")
    }
    return number
  }

  private static func shown(_ json: JSONValue?) -> String {
    json.map { shownLine(Array($0.serialized().utf8)) } ?? "no"
  }
}

/// A line as a message shows it: without control characters, and not longer than a line of a screen.
func shownLine(_ line: [UInt8]) -> String {
  let text = withoutControls(line)
  return text.count > 60 ? text.prefix(60) + "…" : text
}

/// The text of a line without control characters and without what moves the cursor or sets colours.
/// Of a line that was written over, the last text.
func withoutControls(_ line: [UInt8]) -> String {
  let text = String(decoding: line, as: UTF8.self).replacing(
    /\u{1B}(?:\[[0-?]*[ -\/]*[@-~]|\][^\u{7}\u{1B}]*(?:\u{7}|\u{1B}\\)?|.)/, with: "")
  let last = text.split(separator: /\r/).last { !$0.isEmpty } ?? ""
  let scalars = last.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
    if scalar == "\t" { return " " }
    return scalar.properties.generalCategory == .control ? nil : scalar
  }
  return String(String.UnicodeScalarView(scalars))
}
