internal import Analysis
internal import Documents
internal import Numerals
internal import Training

/// What the lesson comes to.
extension Lesson {
  var landscapeTable: Document.Table {
    table(
      [
        .words("net"), .numbers("training loss"), .numbers("training accuracy"),
        .numbers("minima on each plane"),
      ],
      zip(comparison.arms, ["without shortcuts", "with shortcuts"]).flatMap { arm, name in
        arm.nets.map { net in
          [
            "\(name)", number(net.trainLoss), "\(net.trainAccuracy.written(.decimals(1))) %",
            "\(net.counts.map(String.init).joined(separator: ", "))",
          ]
        }
      })
  }

  var takeaways: [RichText] {
    [vanishing, exponential, minima].compactMap(\.self) + [
      "**Not magic.** A shortcut changes the function a net computes, not only its gradients; initial weights and normalisation matter as well\(models.isEmpty ? "." : ", as the table of nets shows.")"
    ]
  }

  private var vanishing: RichText? {
    guard let plain = lecture.pair.plain?.firstToLast,
      let shortcuts = lecture.pair.shortcuts?.firstToLast
    else { return nil }
    return
      "**Vanishing gradients.** In the lecture's net the first layer gets \(number(plain)) of the last layer's gradient without shortcuts and \(number(shortcuts)) with them\(shortcuts > plain ? ": shortcuts help, as the lecture says." : ": here shortcuts do not help.")"
  }

  private var exponential: RichText? {
    guard let sweep = depth.depths,
      let plain = DepthSweep.fit(sweep.plain, .throughGain),
      let shortcuts = DepthSweep.fit(sweep.shortcuts, .throughGain)
    else { return nil }
    return
      "**Depth.** With depth the gradient changes exponentially: by \(plain.slopeText) decades per layer without shortcuts, by \(shortcuts.slopeText) with them."
  }

  private var minima: RichText {
    let plain = comparison.plain.meanCount
    let residual = comparison.residual.meanCount
    let verdict =
      plain > residual
      ? ", as the lecture says"
      : plain < residual ? ", contrary to the lecture" : ", no fewer"
    return
      "**Landscapes.** On these planes there are \(number(plain)) local minima without shortcuts and \(number(residual)) with them\(verdict); section 5 says what limits this statement."
  }
}
