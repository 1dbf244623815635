import Analysis
import Archives
import Kernels
import Networks
import Reports
import Tensors
import Testing
import Training

struct GradientReportTests {
  private func profile(plain: Bool) throws -> GradientProfile {
    let network = try MLP(sizes: [2, 2, 2, 1], activation: .identity).network(inputShape: [2])
    let used = plain ? network.withoutShortcuts() : network
    // W = ½·I in both square layers, (1, 1) at the end; x = (1, 1), t = 0.
    return GradientProfile(
      of: used, plainBlocks: network.residualBlocksWithoutShortcuts,
      parameters: Parameters(
        layout: used.parameters,
        values: [0.5, 0, 0, 0.5, 0, 0, 0.5, 0, 0, 0.5, 0, 0, 1, 1, 0]),
      buffers: used.initialBuffers(),
      batch: GradientBatch(
        inputs: Tensor(shape: [1, 2], elements: [1, 1]),
        targets: .values(Tensor(shape: [1, 1], elements: [0])), loss: .meanSquaredError),
      mode: .training, as: Double.self, workers: Workers(count: 1))
  }

  private func report(
    pair: GradientPair? = nil, depths: DepthSweep? = nil, strengths: [StrengthPoint] = []
  ) throws -> GradientReport {
    GradientReport(
      network: "net", weights: "weights", loss: "mean squared error of 1 example", samples: 1,
      mode: "training", strength: 1,
      pair: try pair
        ?? GradientPair(plain: profile(plain: true), shortcuts: profile(plain: false)),
      depths: depths, strengths: strengths)
  }

  @Test func theTextSaysEachNumberOnce() throws {
    // Plain: y = 2·¼ = ½, dL/dy = 1, dL/dx₂ = (1, 1), gains ½. With shortcuts y = 2·2¼ = 4½,
    // dL/dy = 9, gains 1½, of which 1 came through the shortcut.
    #expect(
      try report().formatted(as: .text) == """
        net
        weights; mean squared error of 1 example

        mean |gradient|    without shortcuts  with shortcuts
        layers.0.0.weight                0.5            13.5
        layers.1.0.weight                0.5            13.5
        layers.2.0.weight               0.25           20.25
        first / last                       2          0.6667

        gain of block   without shortcuts  with shortcuts  through shortcut  through branch  share of shortcut
        layers.0                      0.5             1.5             19.09           9.546             66.7 %
        layers.1                      0.5             1.5             12.73           6.364             66.7 %
        geometric mean                0.5             1.5
        gain: ‖∂L/∂x_l‖ / ‖∂L/∂x_{l+1}‖, x_l the input of block l, x_{l+1} its output
        through shortcut, branch: the norms of the two parts of ∂L/∂x_l; share: the first over the sum of both

        """)
  }

  @Test func theJSONHasTheKeysOfTheContract() throws {
    let document = try JSONValue(parsing: report().formatted(as: .json), from: "report")
    #expect(document["plain"]?[0]?["layer"] == "layers.0.0.weight")
    #expect(document["plain"]?[0]?["gradient_mean_absolute"] == 0.5)
    #expect(document["shortcuts"]?[2]?["gradient_mean_absolute"] == 20.25)
    #expect(document["blocks"]?["shortcuts"]?[1]?["block"] == "layers.1")
    #expect(document["blocks"]?["shortcuts"]?[1]?["gain"] == 1.5)
    #expect(document["blocks"]?["plain"]?[0]?["identity_share"] == nil)
    #expect(document["loss"]?["plain"] == 0.25)
    #expect(document["depth_sweep"] == nil && document["strength_sweep"] == nil)
  }

  @Test func oneNetAloneIsEnough() throws {
    let report = try report(pair: GradientPair(plain: nil, shortcuts: profile(plain: false)))
    #expect(report.formatted(as: .text).contains("layers.0.0.weight            13.5"))
    let document = try JSONValue(parsing: report.formatted(as: .json), from: "report")
    #expect(document["plain"] == [] && document["loss"]?["plain"] == .null)
  }

  @Test func aDepthSweepFitsItsLogarithms() throws {
    // A tenth per layer; the last net lets nothing through.
    let plain = [(1, 0.1), (2, 0.01), (4, 1e-4), (4, 0)].map { depth, value in
      DepthSweep.Point(depth: depth, seed: 1, meanAbsolute: 3 * value, throughGain: value)
    }
    let shortcuts = [1, 2, 4].map {
      DepthSweep.Point(depth: $0, seed: 1, meanAbsolute: 2, throughGain: nil)
    }
    let report = try report(depths: DepthSweep(plain: plain, shortcuts: shortcuts))
    let fit = try #require(DepthSweep.fit(plain, .throughGain))
    #expect(abs(fit.slope + 1) < 1e-12 && fit.count == 3)
    #expect(DepthSweep.fit(shortcuts, .throughGain) == nil)
    let text = report.formatted(as: .text)
    #expect(
      text.contains(
        "decades per layer (least squares over 3 nets; omitted: 1 without a gradient"))
    #expect(text.contains("with shortcuts:    no slope: fewer than two depths"))
    let document = try JSONValue(parsing: report.formatted(as: .json), from: "report")
    let sweep = document["depth_sweep"]
    #expect(sweep?["shortcuts"]?["first_layer"]?["slope"] == 0)
    #expect(sweep?["shortcuts"]?["through_gain"]?["slope"] == .null)
    #expect(sweep?["plain"]?["points"]?[3]?["through_gain"] == 0)
  }

  @Test func aStrengthSweepIsOneRowForEach() throws {
    let report = try report(
      strengths: [StrengthPoint(strength: 1, profile: profile(plain: false))])
    #expect(report.formatted(as: .text).contains("1                13.5       20.25        0.6667"))
    let document = try JSONValue(parsing: report.formatted(as: .json), from: "report")
    #expect(
      document["strength_sweep"]?[0]?["mean_gain"]?.double.map { abs($0 - 1.5) < 1e-12 } == true)
  }
}
