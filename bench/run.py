"""Measures the program beside f3d and VTK on the same body and machine, and prints ratios against the goals. See README.md."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SIZE = "1280x720"
SHOWN = ["--size", SIZE, "--peel", "0", "--hide", "kind skin"]  # without the skin, so that what lies inside must be drawn


def run(command, environment=None):
    """Seconds, peak megabytes and output of one process."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=err, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}\nended with {process.returncode}: {err.read().decode()[-2000:]}")
        return seconds, usage.ru_maxrss / 1024, out.read().decode()


def median_runs(commands, repeats, environment):
    """Median seconds and peak megabytes of each command. They take turns, so that what else the machine does falls on all of them."""
    for command in commands:
        run(command, environment)  # fills the page cache
    rounds = [[run(command, environment) for command in commands] for _ in range(repeats)]
    return [(statistics.median(r[i][0] for r in rounds), max(r[i][1] for r in rounds)) for i in range(len(commands))]


def load():
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg()) + f" on {os.cpu_count()} cores"


class Display:
    """An Xvfb of our own where there is no display: f3d and VTK want one even for pictures without a window."""

    def __init__(self):
        self.process = None
        self.environment = dict(os.environ)

    def __enter__(self):
        if "DISPLAY" in os.environ:
            return self.environment
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24"], pass_fds=[write],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.environment["DISPLAY"] = ":" + number.readline().strip()
        return self.environment

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait()


class Table:
    def __init__(self):
        self.rows, self.missed = [], 0

    def add(self, what, ours, theirs, ratio, goal, met):
        self.rows.append((what, ours, theirs, ratio, goal, "" if met is None else "met" if met else "MISSED"))
        self.missed += met is False

    def show(self):
        rows = [("what", "ours", "theirs", "ratio", "goal", "")] + self.rows
        widths = [max(len(row[i]) for row in rows) for i in range(6)]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def measure_import(args, work, table):
    atlas, report = work / "body.atlas", work / "report.json"
    seconds, megabytes, _ = run([args.program, "import", args.source, "--out", atlas, "--report", report])
    found = json.loads(report.read_text())
    table.add("import", f"{seconds:.1f} s", "", "", "<= 25 s", seconds <= 25)
    table.add("import, memory", f"{megabytes:.0f} MB", "", "", "<= 1500 MB", megabytes <= 1500)
    lost = found["parts_read"] - found["parts"]
    table.add("parts lost, of unknown kind", f"{lost}, {len(found['unknown'])}", "", "", "0, 0", lost == 0 and not found["unknown"])
    return atlas


def measure_start(args, atlas, work, table, environment):
    glb = work / "body.glb"
    run([sys.executable, HERE / "make_glb.py", atlas, glb, "--one-mesh"])
    picture = [args.program, "--fresh", "snapshot", "--body", atlas, *SHOWN, "--out", work / "ours.png"]
    f3d = ["f3d", "--dry-run", "--quiet", "--resolution", "1280,720", "--output", work / "f3d.png", glb]
    (first, memory), (theirs, their_memory), (finished, finished_memory) = median_runs([picture + ["--samples", "1"], f3d, picture], args.repeats, environment)
    table.add("start to first complete picture, f3d", f"{first:.2f} s", f"{theirs:.2f} s", f"{theirs / first:.1f}", ">= 5", theirs / first >= 5)
    table.add("  memory", f"{memory:.0f} MB", f"{their_memory:.0f} MB", f"{their_memory / memory:.1f}", "<= 400 MB", memory <= 400)
    table.add("start to finished picture, 8 samples", f"{finished:.2f} s", f"{theirs:.2f} s", f"{theirs / finished:.1f}", "", None)
    table.add("  memory", f"{finished_memory:.0f} MB", f"{their_memory:.0f} MB", f"{their_memory / finished_memory:.1f}", "<= 400 MB", finished_memory <= 400)
    glb.unlink()


def measure_orbits(args, atlas, table, environment):
    _, _, text = run([args.program, "--fresh", "bench", "--body", atlas, *SHOWN, "--frames", args.frames, "--json"])
    ours = {measure["id"]: measure["value"] for measure in json.loads(text)["measures"]}
    for measure, mode, goal in (("orbit-opaque", "opaque", 5), ("orbit-ghost", "peeling", 10)):
        _, _, theirs = run([sys.executable, HERE / "orbit_vtk.py", atlas, max(3, args.frames // 6), mode], environment)
        theirs = json.loads(theirs)["median_ms"]
        ratio = theirs / ours[measure]
        table.add(f"orbit, VTK {mode}", f"{ours[measure]:.1f} ms", f"{theirs:.0f} ms", f"{ratio:.1f}", f">= {goal}", ratio >= goal)
        different = ours[measure + "-difference"]
        worst = ours[measure + "-worst"]
        table.add("  pixels unlike full detail", f"{worst:.2f} %, mean of sides {different:.2f} %", "", "", "<= 1 %", worst <= 1)
    table.add("search, slowest key", f"{ours['search-slowest']:.2f} ms", "", "", "<= 10 ms", ours["search-slowest"] <= 10)
    slowest = max(value for name, value in ours.items() if name.startswith("switch-"))
    table.add("show, hide, isolate, slowest", f"{slowest:.2f} ms", "", "", "<= 50 ms", slowest <= 50)
    right, picks = ours["pick-right"], 200
    table.add("pick, right part", f"{right:.0f} of {picks}", "", "", f"{picks}", right == picks)
    table.add("pick, median", f"{ours['pick-median']:.2f} ms", "", "", "", None)
    table.add("finished picture at rest", f"{ours['fine-picture']:.0f} ms", "", "", "", None)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", help="BodyParts3D archive, or any body that `smrt-atlas import` reads, or an .atlas file")
    parser.add_argument("--program", default=HERE.parent / "build" / "release" / "smrt-atlas")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each start; the median counts")
    parser.add_argument("--frames", type=int, default=24, help="frames of each orbit")
    args = parser.parse_args()
    table, start = Table(), time.perf_counter()
    print(f"{SIZE}, before: {load()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="smrt_bench_") as folder, Display() as environment:
        work = pathlib.Path(folder)
        atlas = args.source if str(args.source).endswith(".atlas") else measure_import(args, work, table)
        measure_start(args, atlas, work, table, environment)
        measure_orbits(args, atlas, table, environment)
    table.show()
    print(f"after {time.perf_counter() - start:.0f} s: {load()}")
    sys.exit(1 if table.missed else 0)


main()
