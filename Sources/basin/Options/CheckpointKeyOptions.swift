internal import ArgumentParser

/// Where the weights are in a checkpoint.
struct CheckpointKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Name in a checkpoint under which the weights are, such as ema or model.encoder. (default: \
      the top, state_dict, model_state_dict, model, net, ema or weights)
      """, valueName: "name"))
  var key: String?
}
