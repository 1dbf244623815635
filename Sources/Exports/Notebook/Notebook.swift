internal import Archives
internal import Foundation

/// A Jupyter notebook (nbformat 4.5) that has not been run.
struct Notebook {
  /// A piece of a notebook.
  struct Cell: Equatable {
    /// What a cell holds.
    enum Kind: Equatable {
      case code
      case markdown
    }

    let kind: Kind
    /// Its name, unique in the notebook: letters, digits and `-`.
    let name: String
    let source: String
  }

  let cells: [Cell]

  /// The notebook as JSON.
  var text: String {
    let document: JSONValue = [
      "cells": .array(cells.map(Self.document)),
      "metadata": [
        "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
        "language_info": ["file_extension": ".py", "name": "python"],
      ],
      "nbformat": 4, "nbformat_minor": 5,
    ]
    return document.serialized(pretty: true) + "\n"
  }

  private static func document(_ cell: Cell) -> JSONValue {
    let lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    let source = lines.enumerated().map { index, line in
      JSONValue.string(index < lines.count - 1 ? "\(line)\n" : String(line))
    }
    var document: JSONValue = [
      "id": .string(cell.name), "metadata": [:], "source": .array(source),
    ]
    switch cell.kind {
    case .markdown: document["cell_type"] = "markdown"
    case .code:
      document["cell_type"] = "code"
      document["execution_count"] = .null
      document["outputs"] = []
    }
    return document
  }
}

extension Notebook {
  /// Reads cells from a script: a line that begins with `# %%` opens one, with `[markdown]` where it is text,
  /// and its name. What stands before the first is left out; text stands in comments.
  ///
  /// - Parameters:
  ///   - script: the script.
  ///   - texts: what takes the place of the lines `# @NAME`, by name.
  init(script: String, filling texts: [String: String]) {
    cells = script.components(separatedBy: "# %% ").dropFirst().map { piece in
      let end = piece.firstIndex(of: "\n") ?? piece.endIndex
      let head = piece[..<end].split(separator: " ")
      let kind = head.first == "[markdown]" ? Cell.Kind.markdown : .code
      let lines = piece[end...].split(separator: "\n", omittingEmptySubsequences: false).map {
        line in
        if line.hasPrefix("# @") {
          guard let text = texts[String(line.dropFirst(3))] else {
            preconditionFailure("nothing takes the place of \(line)")
          }
          return text
        }
        return kind == .code ? String(line) : String(line.dropFirst(2))
      }
      let source = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
      return Cell(kind: kind, name: String(head.last ?? ""), source: source)
    }
  }
}
