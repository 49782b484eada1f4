#!/usr/bin/env bash
# Builds and runs all tests. Arguments go on to ctest (for example: ./test.sh -R unit_readers).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source third_party/install_packages.sh

install_missing_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
cmake --preset release -DSMRT_TESTS=ON >build-log.tmp 2>&1 || { cat build-log.tmp; rm -f build-log.tmp; exit 1; }
rm -f build-log.tmp
cmake --build --preset release
ctest --preset release --no-tests=error "$@"
echo "All tests passed. Next: ./run.sh opens the viewer; build/release/smrt-atlas help lists what it can do."
