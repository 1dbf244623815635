extension EvaluatorTemplate {
  /// The program for PyTorch.
  static let pythonText = ##"""
    #!/usr/bin/env python3
    """Evaluates the loss of your PyTorch net at the points that Basin asks for.

    1. Fill in the part between the two lines below.
    2. basin sample weights.pt --evaluator 'python3 evaluator.py' --output surface.h5

    Needs PyTorch, h5py and safetensors: pip install torch h5py safetensors
    """

    import json
    import os
    import sys

    if sys.stdin.isatty():
        sys.exit("Basin starts this program: basin sample ... --evaluator 'python3 evaluator.py'")

    import h5py
    import torch
    from safetensors.torch import load_file

    start = json.loads(sys.stdin.readline())  # what Basin says first
    answers = os.fdopen(os.dup(1), "w")  # Basin reads the answers here ...
    os.dup2(2, 1)  # ... and what you print goes to standard error, which it shows

    workers, worker = start["workers"], start["worker"]
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // workers))
    gpus = torch.cuda.device_count()
    device = torch.device(f"cuda:{worker % gpus}" if gpus else "cpu")

    # ------------------------------------------------------------ fill in from here

    EXAMPLES = 1000  # how many examples the loss is a mean over


    def build_model():
        """Return your net. Its weights do not matter: those of the file are put in."""
        raise NotImplementedError("fill in build_model()")
        # from my_project import Net
        # return Net()


    # Load the data once, here, onto the device:
    # inputs, labels = ...
    # inputs, labels = inputs[:EXAMPLES].to(device), labels[:EXAMPLES].to(device)


    @torch.no_grad()  # remove this line if the loss itself needs gradients (PINNs)
    def loss(model):
        """Return the mean loss over the examples, or (loss, accuracy in per cent).

        The same weights must always give the same loss: no random augmentation.
        """
        raise NotImplementedError("fill in loss()")
        # outputs = model(inputs)
        # accuracy = (outputs.argmax(1) == labels).float().mean() * 100
        # return torch.nn.functional.cross_entropy(outputs, labels), accuracy


    # --------------------------------------------------------------- to here


    def load_weights(model):
        """Put the weights of the file into the net; return what precedes its names."""
        own = model.state_dict()
        prefixes = ["", "module.", "_orig_mod.", "model.", "net."]
        names = [parameter["name"] for parameter in start["parameters"]]
        prefix = next((p for p in prefixes if all(p + n in own for n in names)), "")
        tensors = {prefix + n: t for n, t in load_file(start["weights"]).items()}
        missing, unexpected = model.load_state_dict(tensors, strict=False)
        # Counters need no values, and a tensor may be tied to another that has them.
        known = {own[n].data_ptr() for n in own if n not in missing}
        missing = [
            n for n in missing if own[n].is_floating_point() and own[n].data_ptr() not in known
        ]
        if missing or unexpected:
            sys.exit(f"the weights are of another net: missing {missing}, not in it {unexpected}")
        return prefix


    def load_plane(model, prefix):
        """Return (parameter, its value at the centre, x direction, y direction) for all."""
        parameters = dict(model.named_parameters())
        plane = []
        with h5py.File(start["directions"], "r") as file:
            for i, description in enumerate(start["parameters"]):
                parameter = parameters.get(prefix + description["name"])
                if parameter is None:
                    print(f"{description['name']} is a buffer or tied: it is not moved")
                    continue
                x, y = (
                    torch.from_numpy(file[f"{axis}direction/{i}"][...]).to(device) for axis in "xy"
                )
                plane.append((parameter, parameter.detach().clone(), x, y))
        return plane


    model = build_model()
    prefix = load_weights(model)
    model = model.to(device).eval()
    plane = load_plane(model, prefix)


    def answer(message):
        print(json.dumps(message), file=answers, flush=True)


    answer({"ready": True, "examples": EXAMPLES})
    for line in sys.stdin:
        point = json.loads(line)
        with torch.no_grad():  # always from the centre, so that nothing accumulates
            for parameter, centre, x, y in plane:
                parameter.copy_(centre + point["x"] * x + point["y"] * y)
        result = loss(model)
        value, accuracy = result if isinstance(result, tuple) else (result, None)
        answer(
            {
                "point": point["point"],
                "loss": float(value),
                "accuracy": None if accuracy is None else float(accuracy),
            }
        )

    """##
}
