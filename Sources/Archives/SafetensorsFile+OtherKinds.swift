internal import Failures

extension SafetensorsFile {
  /// Refuses files that are known to be something else, with what makes weights of them.
  static func refuseOtherKinds(_ path: String) throws {
    let start = try InputFile.bytes(at: path, upTo: 9)
    // The header's length, far below 2⁵⁶, and the brace that it begins with: a safetensors file,
    // whatever else its first bytes may look like.
    if start.count == 9, start[7] == 0, start[8] == UInt8(ascii: "{") { return }
    switch FileKind(of: start) {
    case .zip where path.lowercased().hasSuffix(".npz"): throw numPyArchive(path)
    case .zip, .pickle: throw torchFile(path)
    case .json: throw json(path)
    case .hdf5:
      throw Failure(
        .data,
        "is an HDF5 file, such as a surface or directions, not a safetensors file of weights",
        at: path, remedy: "Give the file of the weights.")
    case .npy: throw Failure(.data, "is a NumPy array, not a safetensors file of weights", at: path)
    case .png: throw Failure(.data, "is a PNG picture, not a safetensors file of weights", at: path)
    case .unknown: return
    }
  }

  private static func stem(_ path: String) -> String {
    path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
  }

  /// The lines look for the weights under the names that people save them under, and leave nothing but
  /// tensors of their own, without the prefixes that wrappers add.
  private static func torchFile(_ path: String) -> Failure {
    Failure(
      .data, "is a torch.save file, not a safetensors file", at: path,
      remedy: """
        Convert it in Python:
        import torch, safetensors.torch; c = torch.load(\(PythonAdvice.text(path)), \
        map_location="cpu", weights_only=True)
        c = next((c[k] for k in ("state_dict", "model_state_dict", "model", "net") if k in c), c); \
        c = {k: v.detach().clone().contiguous() for k, v in c.items() if torch.is_tensor(v)}
        p = next((p for p in ("module._orig_mod.", "_orig_mod.module.", "module.", "_orig_mod.", \
        "model.") if all(k.startswith(p) for k in c)), "")
        safetensors.torch.save_file({k[len(p):]: v for k, v in c.items()}, \
        \(PythonAdvice.text("\(stem(path)).safetensors")))
        """)
  }

  private static func numPyArchive(_ path: String) -> Failure {
    Failure(
      .data, "is a .npz archive of NumPy arrays, not a safetensors file", at: path,
      remedy: """
        Convert it in Python:
        import numpy, safetensors.numpy; \
        safetensors.numpy.save_file(dict(numpy.load(\(PythonAdvice.text(path)))), \
        \(PythonAdvice.text("\(stem(path)).safetensors")))
        """)
  }

  private static func json(_ path: String) -> Failure {
    let value = try? JSONValue(path: path)
    guard let files = value?["weight_map"]?.object else {
      return Failure(.data, "is JSON text, not a safetensors file of weights", at: path)
    }
    let names = Set(files.values.compactMap(\.string))
    let joined =
      path.hasSuffix(".index.json") ? stem(stem(path)) : "\(stem(path)).safetensors"
    return Failure(
      .data,
      "is the index of a sharded model: \(files.count) tensors in \(names.count) files", at: path,
      remedy: """
        Join the files in Python:
        import json, os, safetensors.torch as s; i = \(PythonAdvice.text(path)); \
        f = sorted(set(json.load(open(i))["weight_map"].values())); \
        s.save_file({k: v for n in f for k, v in s.load_file(os.path.join(os.path.dirname(i), n))\
        .items()}, \(PythonAdvice.text(joined)))
        """)
  }
}
