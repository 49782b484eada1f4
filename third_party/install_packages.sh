#!/usr/bin/env bash
# Sourced by run.sh and test.sh: makes sure that the Debian packages of a list are installed.
# Says what it will install first; uses sudo only where it is not root; silent when everything is there.

build_packages=(cmake ninja-build g++ pkg-config python3 python3-glad git ca-certificates
  libexpected-dev libfmt-dev libglm-dev libtomlplusplus-dev nlohmann-json3-dev libxxhash-dev libmeshoptimizer-dev
  libnanoflann-dev libeigen3-dev libzip-dev libassimp-dev libcurl4-openssl-dev libegl-dev libgl-dev libstb-dev
  libglfw3-dev libimgui-dev libcli11-dev zlib1g-dev)
run_packages=(libgl1-mesa-dri libegl1 libegl-mesa0 ffmpeg fonts-dejavu-core)
test_packages=(libgtest-dev librapidcheck-dev xvfb)

install_missing_packages() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not a Debian-like system. Packages wanted (by their Debian names): $*" >&2
    echo "Libraries that are missing will be downloaded and built by CMake." >&2
    return 0
  fi
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Packages to install: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "They need an administrator. Ask one to run: apt-get install ${missing[*]}" >&2
      return 3
    fi
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq || echo "The package lists could not be refreshed; going on with those at hand." >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "The packages could not be installed. Check the network, then run: apt-get install ${missing[*]}" >&2
    return 3
  }
}
