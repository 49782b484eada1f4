#!/usr/bin/env python3
"""Compares pictures of the shipped program with the small ones kept here: run_scenes.py PROGRAM [--update] [NAME-PART]

Every scene is drawn at 640x360 and averaged down to 160x90, so that single pixels of an edge do not count. With --update the kept
pictures are made anew: look at them before they are committed.
"""
import os
import pathlib
import shlex
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHRINK = 4


def read_png(path):
    """Rows of an 8-bit RGB or RGBA PNG as a list of lists of (r, g, b); a reader of its own, so that the writer is tested too."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG"
    place, packed, width, height, channels = 8, b"", 0, 0, 3
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place:place + 8])
        body = data[place + 8:place + 8 + size]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[place + 8 + size:place + 12 + size])[0], f"checksum of {kind} in {path}"
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colour in (2, 6), f"unexpected kind of PNG in {path}"
            channels = 3 if colour == 2 else 4
        if kind == b"IDAT":
            packed += body
        place += 12 + size
    raw, stride, rows, above = zlib.decompress(packed), width * channels, [], bytearray(width * channels)
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            left = row[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + above[i]) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + above[i]) // 2) & 255
            elif kind == 4:
                guess = left + above[i] - corner
                nearest = min((left, above[i], corner), key=lambda value: abs(guess - value))
                row[i] = (row[i] + nearest) & 255
        rows.append([tuple(row[x * channels:x * channels + 3]) for x in range(width)])
        above = row
    return rows


def shrink(rows):
    small = []
    for y in range(0, len(rows) - SHRINK + 1, SHRINK):
        line = []
        for x in range(0, len(rows[0]) - SHRINK + 1, SHRINK):
            block = [rows[y + j][x + i] for j in range(SHRINK) for i in range(SHRINK)]
            line.append(tuple(round(sum(pixel[c] for pixel in block) / len(block)) for c in range(3)))
        small.append(line)
    return small


def write_png(path, rows):
    raw = b"".join(b"\x00" + bytes(value for pixel in row for value in pixel) for row in rows)
    out = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b"")):
        out += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    path.write_bytes(out)


def difference(a, b):
    if len(a) != len(b) or len(a[0]) != len(b[0]):
        return 255.0
    total = sum(abs(p[c] - q[c]) for row, other in zip(a, b) for p, q in zip(row, other) for c in range(3))
    return total / (len(a) * len(a[0]) * 3)


def draw(program, arguments, file, environment):
    command = [program, "snapshot", "--body", str(ROOT / "tests" / "data" / "toy_arm"), "--size", "640x360", *shlex.split(arguments), "--out", str(file)]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    return "" if result.returncode == 0 else f"exit code {result.returncode}: {result.stderr.strip()}"


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    update, program, wanted = "--update" in sys.argv, os.path.abspath(arguments[0]), arguments[1] if len(arguments) > 1 else ""
    lines = [line for line in (HERE / "scenes.txt").read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    failed = count = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_CONFIG_HOME=folder, XDG_CACHE_HOME=folder)
        for line in lines:
            name, options, threshold = (field.strip() for field in line.split(" | "))
            if wanted not in name:
                continue
            count += 1
            first, second, kept = pathlib.Path(folder) / "a.png", pathlib.Path(folder) / "b.png", HERE / f"{name}.png"
            fault = draw(program, options, first, environment) or draw(program, options, second, environment)
            if not fault and first.read_bytes() != second.read_bytes():
                fault = "the same picture drawn twice differs"
            if not fault:
                small = shrink(read_png(first))
                if update:
                    write_png(kept, small)
                elif not kept.exists():
                    fault = f"{kept.name} is missing; make it with --update"
                elif (now := difference(small, read_png(kept))) > float(threshold):
                    seen = pathlib.Path(tempfile.gettempdir()) / f"smrt_golden_{name}.png"
                    seen.write_bytes(first.read_bytes())
                    fault = f"differs by {now:.2f}, at most {threshold} expected; the picture seen is {seen}"
            failed += bool(fault)
            print(f"{'FAILED' if fault else 'ok':7} {name} {fault}")
    print(f"{count - failed} of {count} pictures passed")
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
