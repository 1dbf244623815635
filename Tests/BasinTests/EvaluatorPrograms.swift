import FolderTestSupport
import Foundation

/// Evaluators in plain Python, without any package.
enum EvaluatorPrograms {
  /// A tilted bowl; `body` runs before each answer, with the point as `k`, `x`, `y`, and `count(name)` counts
  /// how often it was called, over all processes.
  static func bowl(_ body: String = "") -> String {
    """
    import json, os, sys, time
    start = json.loads(sys.stdin.readline())
    here = os.path.dirname(os.path.abspath(__file__))
    def answer(message): print(json.dumps(message), flush=True)
    def count(name):
        with open(os.path.join(here, name), "a") as file: file.write("x")
        return os.path.getsize(os.path.join(here, name))
    answer({"ready": True, "examples": 50})
    for line in sys.stdin:
        point = json.loads(line)
        k, x, y = point["point"], point["x"], point["y"]
    \(body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        answer({"point": k, "loss": 0.1 + x * x + (y - 0.3 * x) ** 2 / 3})

    """
  }

  /// The cross-entropy of a ReLU perceptron without shortcuts over `x.npy` and `y.npy`, in double
  /// precision. It reads the weights that it is given; the directions come from `directions.json`, since
  /// Python reads no HDF5 by itself.
  static let perceptron = """
    import array, json, math, os, struct, sys
    here = os.path.dirname(os.path.abspath(__file__))
    start = json.loads(sys.stdin.readline())
    def safetensors(path):
        with open(path, "rb") as file: bytes = file.read()
        size = struct.unpack("<Q", bytes[:8])[0]
        header = json.loads(bytes[8:8 + size])
        tensors = {}
        for name, entry in header.items():
            if name == "__metadata__": continue
            begin, end = entry["data_offsets"]
            assert entry["dtype"] == "F32"
            tensors[name] = array.array("f", bytes[8 + size + begin:8 + size + end])
        return tensors
    def npy(name):
        with open(os.path.join(here, name), "rb") as file: bytes = file.read()
        size = struct.unpack("<H", bytes[8:10])[0]
        kind = eval(bytes[10:10 + size].decode())["descr"]
        return array.array({"<f4": "f", "<i8": "q", "<i4": "i"}[kind], bytes[10 + size:])
    inputs, labels = npy("x.npy"), npy("y.npy")
    weights = safetensors(start["weights"])
    with open(os.path.join(here, "directions.json")) as file: directions = json.load(file)
    names = [parameter["name"] for parameter in start["parameters"]]
    shapes = {parameter["name"]: parameter["shape"] for parameter in start["parameters"]}
    def net(parameters, values):
        layers = len(names) // 2
        for layer in range(layers):
            w, b = parameters[f"layers.{layer}.0.weight"], parameters[f"layers.{layer}.0.bias"]
            rows, columns = shapes[f"layers.{layer}.0.weight"]
            values = [
                b[i] + sum(w[i * columns + j] * values[j] for j in range(columns))
                for i in range(rows)]
            if layer < layers - 1: values = [max(0, value) for value in values]
        return values
    print(json.dumps({"ready": True, "examples": len(labels)}), flush=True)
    for line in sys.stdin:
        point = json.loads(line)
        parameters = {
            name: [w + point["x"] * dx + point["y"] * dy
                   for w, dx, dy in zip(weights[name], directions["x"][i], directions["y"][i])]
            for i, name in enumerate(names)}
        losses, hits = 0, 0
        for i, label in enumerate(labels):
            scores = net(parameters, inputs[2 * i:2 * i + 2])
            top = max(scores)
            losses += top + math.log(sum(math.exp(s - top) for s in scores)) - scores[label]
            hits += scores.index(top) == label
        print(json.dumps({
            "point": point["point"], "loss": losses / len(labels),
            "accuracy": 100 * hits / len(labels)}), flush=True)

    """
}
