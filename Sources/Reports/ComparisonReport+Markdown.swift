internal import Analysis
internal import Foundation

extension ComparisonReport {
  /// The report as Markdown (GitHub's tables); pictures by their relative paths.
  public var markdown: String {
    """
    # What shortcut connections do to the loss landscape

    \(model), trained on \(data), without and with shortcuts.

    ![Loss on a plane around the trained weights, without shortcuts on the left and with them on \
    the right, on one shared colour scale.](comparison.png)

    \(finding)

    ## The numbers

    \(table)

    *Minima* counts the local minima inside the plane whose barrier (persistence) is at least \
    \(threshold) decades on the scale log10(loss + 0.001); *border* those on its edge, which may \
    lead on outside; *raw* is the plain count of interior points lower than their 8 neighbours, \
    which sampling inflates. Loss and accuracy of each net are over all its training examples, in \
    evaluation mode; *centre* is the loss at the middle of the plane over the surface's examples, with its \
    standard error.

    ### The count at other thresholds

    \(thresholdTable)
    \(gradients)
    ## What this shows, and what it does not

    \(caveats.map { "- \($0)" }.joined(separator: "\n"))

    ## How it was made

    \(method.map { "- **\($0.name)**: \($0.value)" }.joined(separator: "\n"))

    Repeat it with

    ```
    \(command)
    ```

    The weights, the surfaces (HDF5), a picture of each surface and the list of all minima \
    (`minima.csv`) stand beside this report; `manifest.json` holds everything that determines the \
    numbers, `report.json` every number above.

    ## References

    - H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein: *Visualizing the Loss Landscape of Neural \
    Nets*, NeurIPS 2018 (filter-normalised planes, and the nets).
    - K. He, X. Zhang, S. Ren, J. Sun: *Deep Residual Learning for Image Recognition*, CVPR 2016.
    - H. Edelsbrunner, D. Letscher, A. Zomorodian: *Topological Persistence and Simplification*, \
    Discrete & Computational Geometry 28, 2002 (the barrier of a minimum).

    """
  }

  /// The gradients in training, where they were recorded.
  private var gradients: String {
    guard let gradientFigure else { return "" }
    return """

      ## The gradients while they were trained

      ![The gradient norm of each layer at each step, without and with shortcuts, and the ratio of \
      the first layer to the last.](\(gradientFigure))

      The 2-norm of each weight tensor's gradient, before clipping, for the first seed of each kind; \
      below it the first layer over the last. The numbers of every net are in its \
      `gradient-flow.csv`. Where activations are normalised, gradients need not vanish without shortcuts; \
      they may as well grow towards the first layers.

      """
  }

  private var table: String {
    let head = """
      | net | seed | training loss | training accuracy | test accuracy | plane | centre | minima | border | raw |
      |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      """
    return ([head] + rows(plain, "without shortcuts") + rows(residual, "with shortcuts"))
      .joined(separator: "\n")
  }

  private func rows(_ arm: Arm, _ name: String) -> [String] {
    let lines = arm.nets.flatMap { net in
      net.surfaces.map { surface in
        let cells = [
          name, "\(net.seed)", number(net.trainLoss), percent(net.trainAccuracy),
          net.testAccuracy.map(percent) ?? "–", "[\(surface.plane)](\(surface.figure))",
          number(surface.centreLoss)
            + (surface.centreError.map { " ± \(number($0, digits: 2))" } ?? ""),
          "**\(surface.analysis.count)**",
          "\(surface.analysis.borderCount)", "\(surface.analysis.neighbourCount)",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
    }
    guard arm.nets.count > 1 || arm.nets[0].surfaces.count > 1 else { return lines }
    let interval = arm.countInterval.map {
      String(format: " (95 %% interval %.1f … %.1f over seeds)", $0.lowerBound, $0.upperBound)
    }
    let mean = String(format: "**%.1f**", arm.meanCount) + (interval ?? "")
    return lines + ["| \(name), mean | | \(number(arm.meanLoss)) | | | | | \(mean) | | |"]
  }

  private var thresholdTable: String {
    let thresholds = [0.003, 0.01, 0.03, 0.1, 0.3]
    let head =
      "| net | seed | plane | > 0 | " + thresholds.map { "≥ \($0)" }.joined(separator: " | ") + " |"
    let rule = "|---|---:|---:|---:|" + thresholds.map { _ in "---:|" }.joined()
    let lines = zip(arms, ["without shortcuts", "with shortcuts"]).flatMap { arm, name in
      arm.nets.flatMap { net in
        net.surfaces.map { surface in
          let counts = ([0] + thresholds).map { "\(surface.analysis.count(atThreshold: $0))" }
          return "| \(name) | \(net.seed) | \(surface.plane) | " + counts.joined(separator: " | ")
            + " |"
        }
      }
    }
    return ([head, rule] + lines).joined(separator: "\n")
  }

  private func percent(_ value: Double) -> String { String(format: "%.1f %%", value) }
}
