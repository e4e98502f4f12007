#!/bin/sh
# sh run.sh COMPILER PREFIX SCRATCH: builds the consumer with what pkg-config says of the tree installed in PREFIX.
set -eu
if ! command -v pkg-config > /dev/null; then
    echo "skipped: no pkg-config here" && exit 77
fi
cd "$(dirname "$0")"
PKG_CONFIG_PATH=$2/share/pkgconfig
export PKG_CONFIG_PATH
flags=$(pkg-config --cflags --libs 'ratable >= 0.1')
compiler=$1
scratch=$3
mkdir -p "$scratch"
eval "set -- $flags" # pkg-config quotes for a shell
"$compiler" -std=c++20 ../main.cpp "$@" -o "$scratch/consumer"
"$scratch/consumer"
