public import Catalogues
internal import Failures

/// The kinds of models that there are. A new one is a file of its own and a line here.
public enum ModelCatalogue {
  /// The kinds.
  static let kinds: [any Model.Type] = [
    ResNet.self,
    TorchvisionResNet.self,
    WideResNet.self,
    VGG.self,
    DenseNet.self,
    MLP.self,
    GPT.self,
  ]

  /// All kinds, as they are offered.
  public static let catalogue = Catalogue<ModelEntry>("model", kinds.map { $0.entry })
}
