internal import Analysis
internal import Foundation
internal import Training

extension Lesson {
  /// The lesson as a page of Markdown (GitHub's tables and formulas), pictures by their relative
  /// paths.
  public var markdown: String {
    """
    # Shortcut connections, seen and checked

    A walk through a lecture on shortcut (residual, skip) connections in large language models. It \
    says that they keep gradients from vanishing, and that they smooth the loss landscape and reduce \
    its local minima. Every number and picture below was computed in this run, whether it agrees \
    with the lecture or not.

    ## 1. What a shortcut connection is

    A layer computes $y = F(x)$. With a shortcut connection it computes $y = x + F(x)$: the input \
    goes around the layer and is added to what comes out. That needs input and output of the same \
    shape (or a projection that makes them so). Nothing is learned on the way around, and nothing \
    can be lost there.

    ## 2. Vanishing gradients, in numbers

    The lecture's own net: \(lecture.network), \(lecture.weights). The loss is the \
    \(lecture.loss). Mean absolute gradient of each weight matrix:

    \(layerTable)

    ![Mean absolute gradient of each layer on a logarithmic axis, without and with shortcuts.](\(links.gradients))

    \(lectureFinding)

    ## 3. Why: the mathematics, measured

    With $x_{l+1} = x_l + F(x_l)$ the chain rule gives

    $$\\frac{\\partial L}{\\partial x_l} = \\frac{\\partial L}{\\partial x_{l+1}} \\left(1 + \
    \\frac{\\partial F}{\\partial x_l}\\right)$$

    The 1 is the shortcut. Without it the gradient is multiplied by $\\partial F/\\partial x_l$ alone, \
    layer after layer, and a product of many numbers below 1 vanishes exponentially. The *gain* of a \
    block is $\\lVert\\partial L/\\partial x_l\\rVert / \\lVert\\partial L/\\partial x_{l+1}\\rVert$.

    ### Depth

    \(depthTable)

    ![Gain through all blocks against depth, with fitted lines.](\(links.depth))

    \(depthFinding)

    ### From no shortcut to a whole one

    The same net (\(strength.network)) with its shortcuts multiplied by a number between 0 and 1. \
    *Share* is the part of the gradient that came through the shortcut rather than through the \
    layers, the mean over all blocks:

    \(strengthTable)

    ![Mean absolute gradient of each layer for shortcuts of several strengths.](\(links.strength))

    \(modelSection)

    ## 4. Gradients while a net is trained

    \(comparison.model), trained on \(comparison.data), without and with shortcuts:

    ![The gradient norm of each layer at each step, and the first layer's over the last layer's.](\(links.flow))

    ## 5. Loss landscapes

    The same two nets, trained; then the loss on a plane through the trained weights, spanned by two random directions that are normalised filter \
    by filter (Li et al. 2018). Both pictures have one colour scale.

    ![Loss on a plane around the trained weights, without shortcuts on the left and with them on the right.](\(links.landscapes))

    \(landscapeTable)

    \(comparison.finding.markdown)

    \(comparison.caveats.map { "- \($0.markdown)" }.joined(separator: "\n"))

    The whole report, with the count at other thresholds: [\(links.comparison)](\(links.comparison)).

    ## 6. What to take away

    \(takeaways.map { "- \($0)" }.joined(separator: "\n"))

    ## Repeat it

    ```
    \(command)
    ```

    `lesson.json` holds every number of this page.

    """
  }

  // MARK: Gradients

  private var layerTable: String {
    var rows = [["layer", "without shortcuts", "with shortcuts"]]
    for layer in lecture.pair.plain?.layers ?? [] {
      let other = lecture.pair.shortcuts?.layers.first { $0.name == layer.name }
      rows.append(
        [
          "`\(layer.name)`", number(layer.meanAbsolute),
          other.map { number($0.meanAbsolute) } ?? "–",
        ])
    }
    return table(rows)
  }

  private var lectureFinding: String {
    let plain = lecture.pair.plain?.firstToLast
    let shortcuts = lecture.pair.shortcuts?.firstToLast
    let sentences = [("Without shortcuts", plain), ("With shortcuts", shortcuts)].compactMap {
      name, ratio in
      ratio.map { ratio in
        ratio < 1
          ? "\(name) the first layer gets \(number(1 / ratio)) times less gradient than the last."
          : "\(name) the first layer gets \(number(ratio)) times as much gradient as the last."
      }
    }
    return sentences.joined(separator: " ")
  }

  private var depthTable: String {
    guard let sweep = depth.depths else { return "" }
    let arms = [sweep.plain, sweep.shortcuts]
    let depths = Set(arms.joined().map(\.depth)).sorted()
    var rows = [["layers", "gain through all blocks, without shortcuts", "with shortcuts"]]
    for depth in depths {
      rows.append(
        ["\(depth)"]
          + arms.map { points in
            DepthSweep.geometricMean(points.filter { $0.depth == depth }, .throughGain).map(number)
              ?? "–"
          })
    }
    return table(rows)
  }

  private var depthFinding: String {
    guard let sweep = depth.depths,
      let plain = DepthSweep.fit(sweep.plain, .throughGain),
      let shortcuts = DepthSweep.fit(sweep.shortcuts, .throughGain)
    else { return "" }
    let seeds = Set((sweep.plain + sweep.shortcuts).map(\.seed)).count
    return
      "A straight line on this axis is an exponential. Per layer the gradient changes by a factor of "
      + "\(number(pow(10, plain.slope))) without shortcuts (\(plain.slopeText) decades) and of "
      + "\(number(pow(10, shortcuts.slope))) with them (\(shortcuts.slopeText) decades); least squares over "
      + "\(seeds) nets of each depth, ± one standard error."
  }

  private var strengthTable: String {
    table(
      [["strength", "first layer", "last layer", "first / last", "gain per block", "share"]]
        + strength.strengths.map { point in
          let shares = point.profile.blocks.compactMap { $0.parts?.identityShare }
          return [
            number(point.strength),
            point.profile.layers.first.map { number($0.meanAbsolute) } ?? "–",
            point.profile.layers.last.map { number($0.meanAbsolute) } ?? "–",
            point.profile.firstToLast.map(number) ?? "–",
            point.profile.meanGain.map(number) ?? "–",
            shares.isEmpty
              ? "–"
              : String(format: "%.0f %%", 100 * shares.reduce(0, +) / Double(shares.count)),
          ]
        })
  }

  private var modelSection: String {
    guard !models.isEmpty else { return "" }
    return """
      ### Nets that people use

      At their initial weights, on one batch:

      \(modelTable)

      \(modelFinding)
      """
  }

  private var modelTable: String {
    table(
      [
        [
          "net", "gain per block, without shortcuts", "with shortcuts", "through all, without",
          "with",
        ]
      ]
        + models.map { report in
          let arms = [report.pair.plain, report.pair.shortcuts]
          return [report.network] + arms.map { $0?.meanGain.map(number) ?? "–" }
            + arms.map { $0?.throughGain.map(number) ?? "–" }
        })
  }

  private var modelFinding: String {
    let gains = models.compactMap { report in
      report.pair.plain?.meanGain.map { (report.network, $0) }
    }
    let grown = gains.filter { $0.1 > 1 }.map(\.0)
    let shrunk = gains.filter { $0.1 <= 1 }.map(\.0)
    var sentences: [String] = []
    if !shrunk.isEmpty {
      sentences.append(
        "Without shortcuts the gradient shrinks from block to block in \(listed(shrunk)).")
    }
    if !grown.isEmpty {
      sentences.append(
        "In \(listed(grown)) it does not vanish without shortcuts, at the beginning, but grows on "
          + "its way back: normalisation rescales what it normalises, and so the gradient. That may "
          + "change in the first steps of training.")
    }
    return sentences.joined(separator: " ")
  }

  // MARK: Landscapes

  private var landscapeTable: String {
    table(
      [["net", "training loss", "training accuracy", "minima on each plane"]]
        + zip(comparison.arms, ["without shortcuts", "with shortcuts"]).flatMap { arm, name in
          arm.nets.map { net in
            [
              name, number(net.trainLoss), String(format: "%.1f %%", net.trainAccuracy),
              net.counts.map(String.init).joined(separator: ", "),
            ]
          }
        })
  }

  // MARK: Conclusions

  private var takeaways: [String] {
    var lines: [String] = []
    if let plain = lecture.pair.plain?.firstToLast,
      let shortcuts = lecture.pair.shortcuts?.firstToLast
    {
      lines.append(
        "**Vanishing gradients.** In the lecture's net the first layer gets \(number(plain)) of the "
          + "last layer's gradient without shortcuts and \(number(shortcuts)) with them"
          + (shortcuts > plain
            ? ": shortcuts help, as the lecture says." : ": here shortcuts do not help."))
    }
    if let sweep = depth.depths,
      let plain = DepthSweep.fit(sweep.plain, .throughGain),
      let shortcuts = DepthSweep.fit(sweep.shortcuts, .throughGain)
    {
      lines.append(
        "**Depth.** What vanishes, vanishes exponentially: \(plain.slopeText) decades per layer without "
          + "shortcuts, \(shortcuts.slopeText) with them.")
    }
    let plain = comparison.plain.meanCount
    let residual = comparison.residual.meanCount
    lines.append(
      "**Landscapes.** On these planes there are \(number(plain)) local minima without shortcuts and "
        + "\(number(residual)) with them"
        + (plain > residual
          ? ", as the lecture says"
          : plain < residual ? ", the opposite of what it says" : ", no fewer")
        + "; what limits that statement stands under the picture.")
    lines.append(
      "**Not magic.** A shortcut changes the function a net computes, not only its gradients; initial "
        + "weights and normalisation matter as well"
        + (models.isEmpty ? "." : ", as the table of nets shows."))
    return lines
  }

  // MARK: Cells

  private func table(_ rows: [[String]]) -> String {
    let rule = "|" + rows[0].indices.map { $0 == 0 ? "---|" : "---:|" }.joined()
    var lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    lines.insert(rule, at: 1)
    return lines.joined(separator: "\n")
  }

  /// Three digits: `0.0402`, `8,510`, `8.03 × 10⁻⁹`.
  private func number(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return String(format: "%g", value + 0) }
    let size = abs(value)
    if size >= 1e-4, size < 1000 {
      return value == value.rounded()
        ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }
    let parts = String(format: "%.2e", value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return String(format: "%g", value) }
    if (3...5).contains(exponent) {
      let digits = String(format: "%.0f", value)
      return "\(digits.dropLast(3)),\(digits.suffix(3))"
    }
    let raised = String(exponent).map { Self.superscripts[$0] ?? $0 }
    return "\(parts[0]) × 10\(String(raised))"
  }

  private static let superscripts: [Character: Character] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
    "8": "⁸", "9": "⁹",
  ]

  /// Names that have commas in them, one after the other.
  private func listed(_ names: [String]) -> String { names.joined(separator: "; ") }
}
