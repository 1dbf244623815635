import Basin

/// The lines that the README shows, from the data to a picture; `ReadmeExampleTests` holds the two
/// together.
func readmeExample(folder: String) throws -> Int {
  // README
  let run = RunContext(workers: Workers(count: 2))
  let data = try DatasetSource(parsing: "spirals").load(split: .train)
  let model = ModelSpecification(MLP(sizes: [2, 16, 16, 2]))
  let network = try model.network(inputShape: data.inputShape, classes: data.classes, plain: false)
  let trainer = try Trainer(network: network, dataset: data, settings: TrainingSettings(epochs: 9))
  let net = try TrainingRun(
    trainer, initialization: model.initialization, model: model.title,
    output: folder + "/net.safetensors", history: folder + "/history.csv"
  ).run(in: run).checkpoint
  let plane = try Plane.random(around: net, RandomDirections(seed: 1))
  let sampler = try SurfaceSampler(
    checkpoint: net, plane: plane, dataset: data, grid: .square(-1...1, count: 25))
  let surface = try SamplingRun(sampler, output: folder + "/surface.h5").run(in: run)
  let minima = MinimaAnalysis(of: surface.loss, quantity: surface.quantity)
  let panel = Panel(surface: surface, analysis: minima)
  try PictureFile.write(Figure(panels: [panel]), to: folder + "/surface.png")
  // README
  return minima.count
}
