"""Times JAX and PyTorch on the cases of cases.py, each in a fresh process; the Java command `compare` calls it.

python peers.py --case gru,neural_ode --peer jax --threads 1 --json gru.json
"""

import argparse
import gc
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cases import CASES, checksum

PEERS = ("jax", "torch")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="list the cases and stop")
    parser.add_argument("--case", default="all", help="names with commas between, or all")
    parser.add_argument("--peer", choices=PEERS, default="jax")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--cpus", help="pin to these processors, with commas between")
    parser.add_argument("--repeat", type=int, default=50, help="timed calls")
    parser.add_argument("--warmup-seconds", type=float, default=0.5, help="untimed calls first, so long")
    parser.add_argument("--max-seconds", type=float, default=10, help="timed calls, at most so long")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for one case")
    parser.add_argument("--checksums", action="store_true", help="time nothing")
    parser.add_argument("--json", type=Path, help="write the results to this file")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def header(case):
    return {"case": case.name, "group": case.name, "dtype": case.dtype, "tolerance": case.tolerance}


def called(once, seconds, most):
    """The times of calls, at least one, until there are so many or the time is up."""
    end = time.perf_counter() + seconds
    times = [once()]
    while len(times) < most and time.perf_counter() < end:
        times.append(once())
    return times


def measured(case, options):
    peer = importlib.import_module("by_" + options.peer)
    peer.start(case, options.threads)
    arrays = case.arrays()
    inputs = [peer.load(a) for a in arrays]

    def once():
        start = time.perf_counter()
        results = peer.ready(function(*inputs))
        seconds = time.perf_counter() - start
        del results  # giving their memory back is not part of a call
        return seconds

    start = time.perf_counter()
    function = peer.build(case)
    outputs = peer.ready(function(*inputs))
    first = time.perf_counter() - start
    result = header(case) | {
        "status": "checksums" if options.checksums else "ok",
        "inputs": {i.name: checksum(a) for i, a in zip(case.inputs, arrays, strict=True)},
        "outputs": {n: checksum(peer.array(o)) for n, o in zip(case.outputs, outputs, strict=True)},
    }
    if options.checksums:
        return result
    del outputs
    warm = called(once, options.warmup_seconds, sys.maxsize)
    gc.collect()
    gc.disable()
    times = sorted(called(once, options.max_seconds, options.repeat))
    figures = {"median": statistics.median(times), "min": times[0], "p90": times[int(0.9 * (len(times) - 1))]}
    return result | {
        "first_call_s": first,
        "steady_us": {name: 1e6 * seconds for name, seconds in figures.items()},
        "repeats": len(times),
        "warmup_calls": len(warm),
        "calls_per_repeat": 1,
    }


def isolated(case, options):
    """The result of a process of its own; the libraries read how many threads they may use when they are imported."""
    threads = str(options.threads)
    environment = os.environ | {"OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    environment |= {"JAX_PLATFORMS": "cpu", "NPROC": threads}
    if options.threads == 1:
        environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    with tempfile.TemporaryDirectory() as scratch:
        answer = Path(scratch, "result.json")
        command = [sys.executable, __file__, "--worker", "--case", case.name, "--peer", options.peer, "--threads", threads]
        command += ["--repeat", str(options.repeat), "--warmup-seconds", str(options.warmup_seconds)]
        command += ["--max-seconds", str(options.max_seconds), "--json", str(answer)]
        command += ["--checksums"] if options.checksums else []
        try:
            end = subprocess.run(command, env=environment, timeout=options.timeout, capture_output=True, text=True)
        except subprocess.TimeoutExpired:
            return header(case) | {"status": "timeout", "note": f"no result within {options.timeout:g} s"}
        if end.returncode:
            return header(case) | {"status": "error", "note": end.stderr.strip().rpartition("\n")[2][:400]}
        return json.loads(answer.read_text())


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def main():
    options = arguments()
    if options.list:
        for case in CASES:
            print(case.name, case.dtype, ", ".join(PEERS))
        return
    names = options.case.split(",")
    chosen = [case for case in CASES if "all" in names or case.name in names]
    unknown = set(names) - {"all", *(case.name for case in CASES)}
    if unknown:
        sys.exit(f"no case is named {', '.join(sorted(unknown))}; --list shows them")
    if options.worker:
        options.json.write_text(json.dumps(measured(chosen[0], options)))
        return
    if options.cpus:
        os.sched_setaffinity(0, {int(cpu) for cpu in options.cpus.split(",")})
    report = {
        "schema": "function-transform-bench/1",
        "peer": "checksums" if options.checksums else options.peer,
        "versions": importlib.import_module("by_" + options.peer).VERSIONS,
    }
    report |= {} if options.checksums else {"threads": options.threads, "cpu": processor()}
    report["results"] = []
    for case in chosen:
        result = isolated(case, options)
        report["results"].append(result)
        median = f"median {result['steady_us']['median']:.1f} us" if "steady_us" in result else result.get("note", "")
        print(f"{case.name:24} {result['status']:10} {median}", flush=True)
        if options.json:
            options.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
