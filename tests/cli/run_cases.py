#!/usr/bin/env python3
"""Runs the cases of cases.txt with the shipped program: run_cases.py PROGRAM [NAME-PART]"""
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def read_cases():
    for number, line in enumerate((HERE / "cases.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split(" | ")]
        if len(fields) != 4:
            sys.exit(f"cases.txt:{number}: {len(fields)} fields, expected name | arguments | exit code | expected")
        yield fields


def find_faults(expected, result, out):
    both = result.stdout + result.stderr
    for item in expected.split(";;"):
        kind, _, rest = item.partition(":")
        if item == "empty":
            if result.stdout:
                yield f"stdout is not empty: {result.stdout[:200]!r}"
        elif item == "json":
            try:
                json.loads(result.stdout)
            except ValueError as error:
                yield f"stdout is no JSON: {error}"
        elif kind == "has":
            rows = json.loads(result.stdout)
            if not rows or any(rest not in row for row in rows):
                yield f"not every object has `{rest}`"
        elif kind == "file":
            if not (out / rest).is_file() or (out / rest).stat().st_size == 0:
                yield f"{rest} was not written"
        elif kind == "nofile":
            if (out / rest).exists():
                yield f"{rest} was left behind"
        elif item not in both:
            yield f"`{item}` is not in the output"
    for name in os.listdir(out):
        if ".tmp" in name:
            yield f"temporary file {name} was left behind"


def run_case(program, fields, work):
    name, arguments, code, expected = fields
    out = pathlib.Path(tempfile.mkdtemp(dir=work))
    places = {"{toy}": str(ROOT / "tests" / "data" / "toy_arm"), "{out}": str(out), "{root}": str(ROOT)}
    for key, value in places.items():
        arguments, expected = arguments.replace(key, value), expected.replace(key, value)
    environment = dict(os.environ, XDG_CONFIG_HOME=str(work / "config"), XDG_CACHE_HOME=str(work / "cache"))
    result = subprocess.run([program, *shlex.split(arguments)], capture_output=True, text=True, env=environment, timeout=300)
    faults = [] if result.returncode == int(code) else [f"exit code {result.returncode}, expected {code}"]
    faults += find_faults(expected, result, out)
    for fault in faults:
        print(f"FAILED {name}: {fault}")
    if faults:
        print(f"  {arguments}\n  stdout: {result.stdout[:500]}\n  stderr: {result.stderr[:500]}")
    return not faults


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    cases = [case for case in read_cases() if wanted in case[0]]
    with tempfile.TemporaryDirectory() as folder:
        good = sum(run_case(program, case, pathlib.Path(folder)) for case in cases)
    print(f"{good} of {len(cases)} cases passed")
    return 0 if good == len(cases) and cases else 1


if __name__ == "__main__":
    sys.exit(main())
