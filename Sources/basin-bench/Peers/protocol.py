"""How a peer talks with basin-bench: one JSON object per line, a request in, its answer out.

The first line out says which PyTorch there is, or what is missing. Everything that is printed
otherwise goes to the standard error.
"""

import json
import os
import sys
import time

# The answers' own descriptor: print() and libraries must not get in between.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def answer(**fields):
    print(json.dumps(fields), file=answers, flush=True)


def require(*modules):
    for module in modules:
        try:
            __import__(module)
        except ImportError:
            answer(missing=module)
            sys.exit(0)


def serve(handlers):
    """Answers requests until the input ends; `do` names the handler, the rest its arguments."""
    for line in sys.stdin:
        request = json.loads(line)
        result = handlers[request.pop("do")](**request)
        try:
            answer(**result)
        except BrokenPipeError:
            break


def timed(work, seconds):
    """Repeats work, which returns how many pieces it did, for at least so long."""
    start, pieces, elapsed = time.perf_counter(), 0, 0.0
    while elapsed < seconds:
        pieces += work()
        elapsed = time.perf_counter() - start
    return {"pieces": pieces, "seconds": elapsed}
