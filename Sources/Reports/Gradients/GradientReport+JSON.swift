internal import Analysis
public import Archives
internal import Training

extension GradientReport {
  /// Scripts hold on to these keys: they may be added to, and none may change or go.
  public var json: JSONValue {
    // Slopes are in decades per unit of depth.
    var document: JSONValue = [
      "network": .string(network), "weights": .string(weights), "loss_function": .string(loss),
      "samples": .int(samples), "mode": .string(mode), "shortcut_strength": .double(strength),
      "plain": layers(pair.plain), "shortcuts": layers(pair.shortcuts),
      "blocks": ["plain": blocks(pair.plain), "shortcuts": blocks(pair.shortcuts)],
      "loss": ["plain": number(pair.plain?.loss), "shortcuts": number(pair.shortcuts?.loss)],
    ]
    if let depths {
      document["depth_sweep"] = [
        "plain": sweep(depths.plain), "shortcuts": sweep(depths.shortcuts),
        "unit": .string(depths.unit.rawValue),
      ]
    }
    if !strengths.isEmpty {
      document["strength_sweep"] = .array(
        strengths.map { point in
          [
            "strength": .double(point.strength), "loss": number(point.profile.loss),
            "layers": layers(point.profile), "blocks": blocks(point.profile),
            "first_to_last": number(point.profile.firstToLast),
            "mean_gain": number(point.profile.meanGain),
          ]
        })
    }
    return document
  }

  private func layers(_ profile: GradientProfile?) -> JSONValue {
    .array(
      (profile?.layers ?? []).map { layer in
        [
          "layer": .string(layer.name), "gradient_mean_absolute": .double(layer.meanAbsolute),
          "gradient_norm": .double(layer.norm),
        ]
      })
  }

  private func blocks(_ profile: GradientProfile?) -> JSONValue {
    .array(
      (profile?.blocks ?? []).map { block in
        var object: JSONValue = [
          "block": .string(block.name), "gain": .double(block.gain),
          "input_gradient_norm": .double(block.inputNorm),
          "output_gradient_norm": .double(block.outputNorm),
        ]
        if let parts = block.parts {
          object["identity_norm"] = .double(parts.identityNorm)
          object["branch_norm"] = .double(parts.branchNorm)
          object["identity_share"] = .double(parts.identityShare)
        }
        return object
      })
  }

  private func sweep(_ points: [DepthSweep.Point]) -> JSONValue {
    [
      "first_layer": fit(points, .firstLayer), "through_gain": fit(points, .throughGain),
      "points": .array(
        points.map { point in
          [
            "depth": .int(point.depth), "seed": .string(String(point.seed)),
            "gradient_mean_absolute": .double(point.meanAbsolute),
            "through_gain": number(point.throughGain),
          ]
        }),
    ]
  }

  /// log10 of a quantity over depth, as a straight line.
  private func fit(_ points: [DepthSweep.Point], _ quantity: DepthSweep.Quantity) -> JSONValue {
    let fit = DepthSweep.fit(points, quantity)
    return [
      "slope": number(fit?.slope), "slope_standard_error": number(fit?.slopeStandardError),
      "intercept": number(fit?.intercept), "fitted_points": .int(fit?.count ?? 0),
    ]
  }

  private func number(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
}
