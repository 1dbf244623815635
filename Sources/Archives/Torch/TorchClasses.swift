/// The classes and functions that may occur in a `torch.save` file. None of them is run: tensors are
/// put together from the arguments, the others stay written down.
enum TorchClasses {
  static func allows(_ name: String) -> Bool {
    tensors.contains(name) || inert.contains(name) || storage(name) != nil || isElementType(name)
  }

  /// What gives a tensor.
  static let tensors: Set = [
    "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
    "torch._tensor._rebuild_from_type_v2",
  ]

  /// Data that checkpoints keep beside the weights.
  private static let inert: Set = [
    "collections.OrderedDict", "collections.defaultdict", "collections.Counter",
    "builtins.dict", "builtins.list", "builtins.set", "builtins.int", "builtins.float",
    "builtins.bytearray", "builtins.complex", "builtins.slice",
    "__builtin__.set", "__builtin__.dict", "__builtin__.list", "_codecs.encode",
    "argparse.Namespace", "types.SimpleNamespace", "pathlib.PosixPath", "pathlib.PurePosixPath",
    "datetime.datetime", "datetime.timedelta",
    "numpy.dtype", "numpy.ndarray", "numpy.core.multiarray.scalar",
    "numpy._core.multiarray.scalar", "numpy.core.multiarray._reconstruct",
    "numpy._core.multiarray._reconstruct",
    "torch.Size", "torch.device", "torch.Tensor", "torch._tensor.Tensor",
    "torch.nn.parameter.Parameter", "torch.serialization._get_layout",
  ]

  /// The type of the elements of a storage class, `torch.FloatStorage`; nil for other names.
  static func storage(_ name: String) -> TorchElement? {
    guard name.hasPrefix("torch.") else { return nil }
    return TorchElement(rawValue: String(name.drop { $0 == "." }.split(separator: ".").last ?? ""))
  }

  private static func isElementType(_ name: String) -> Bool {
    let types = [
      "float32", "float", "float64", "double", "float16", "half", "bfloat16", "int64", "long",
      "int32", "int", "int16", "short", "int8", "uint8", "bool", "complex64", "complex128",
    ]
    return types.contains { name == "torch.\($0)" }
  }
}
