#!/usr/bin/env bash
# Installs what is missing, builds, and opens the viewer. Without a display it renders a tour to out/.
#   ./run.sh                    the viewer on the default body (or the tour, without a display)
#   ./run.sh --gallery out/     pictures: six standard views, see-through highlights, the positions of ease
#   ./run.sh --tour out/        the tour, also where there is a display
#   ./run.sh VERB ...           any verb of the program, for example: ./run.sh list muscles
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/third_party/install_packages.sh"
program="$here/build/release/smrt-atlas"

install_missing_packages "${build_packages[@]}" "${run_packages[@]}"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
if ! (cd "$here" && cmake --preset release -DSMRT_TESTS=OFF) >"$log" 2>&1; then
  cat "$log"
  echo "The build could not be set up; the reason stands above." >&2
  exit 3
fi
[ -x "$program" ] || echo "Building (some minutes the first time) ..."
if ! (cd "$here" && cmake --build --preset release --target smrt-atlas) >"$log" 2>&1; then
  grep -E -A5 'error|FAILED' "$log" | head -60
  echo "The build failed; the reason stands above." >&2
  exit 3
fi

has_display() { [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

case "${1:-}" in
  "") if has_display; then
        "$program"
        echo "Next: ./run.sh again reopens where you left; README.md shows what else it can do."
      else
        echo "There is no display here, so a tour is rendered to out/ instead of opening the window."
        "$program" tour --out "$here/out"
        echo "Next: look at the pictures and the film in $here/out, or run ./run.sh on a machine with a screen."
      fi ;;
  --gallery) "$program" gallery --out "${2:-$here/out}"
             echo "Next: open the pictures in ${2:-$here/out}." ;;
  --tour) "$program" tour --out "${2:-$here/out}"
          echo "Next: open the film and the contact sheet in ${2:-$here/out}." ;;
  *) "$program" "$@" ;;
esac
