#!/bin/sh
# Installs what the feature `rocksdb` needs to be compiled: libclang and a C++20 compiler. For Debian and
# what derives from it; elsewhere the packages have other names. `--check` only says whether libclang is
# there.
set -eu
found() {
    [ -n "${LIBCLANG_PATH:-}" ] || ls /usr/lib/llvm-*/lib/libclang.so* /usr/lib/*/libclang*.so* 2>/dev/null |
        grep -qv libclang-cpp
}
if [ "${1:-}" = --check ]; then
    found
    exit
fi
if ! found || ! command -v c++ >/dev/null; then
    sudo=''
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -q
    $sudo apt-get install -qy --no-install-recommends g++ libclang-dev
fi
