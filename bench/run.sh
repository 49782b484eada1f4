#!/bin/bash
# Measures the program beside f3d and VTK: bench/run.sh [BODY] [options of run.py]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
body="${1:-}"
if [ -n "$body" ]; then
  shift
else
  folder="${SMRT_BODYPARTS3D:-$here/../../shared/bodyparts3d}"
  body="$(find "$folder" -maxdepth 1 -name '*.zip' 2>/dev/null | head -1)"
  [ -n "$body" ] || { echo "no body: give one, or set SMRT_BODYPARTS3D to the folder of the BodyParts3D archive"; exit 2; }
fi
python=""
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import numpy, vtk' 2>/dev/null; then python="$candidate"; break; fi
done
if [ -z "$python" ] || ! command -v f3d >/dev/null || ! command -v Xvfb >/dev/null; then
  echo "wants the Debian packages f3d, python3-vtk9, python3-numpy and xvfb"
  exit 3
fi
[ -x "$here/../build/release/smrt-atlas" ] || [[ " $* " == *" --program"* ]] || { echo "build the program first: cmake --preset release && cmake --build build/release"; exit 3; }
exec "$python" "$here/run.py" "$body" "$@"
