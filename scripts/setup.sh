# Sourced by the scripts beside it: brings a bare Debian to where the project builds, and builds it.
# All that it has to say goes to stderr. A step is silent when it succeeds; when it fails, its log is shown.
# shellcheck shell=bash

unset CDPATH
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck disable=SC2034  # read by the scripts
packages=(g++ cmake ninja-build libboost-dev libfmt-dev libhowardhinnant-date-dev libtomlplusplus-dev doctest-dev)

# Leaves behind what of the caller a build should not see: umask, locale, standard input.
for_building()
{
    umask 022
    export LC_ALL=C.UTF-8 NINJA_STATUS='[%f/%t] '
    mkdir -p "$root/build"
    exec < /dev/null 9> "$root/build/lock"
    flock 9 # one build at a time in this tree
}

note()
{
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# logged NAME COMMAND…: runs the command, with what it prints in build/NAME.log.
logged()
{
    local log=$root/build/$1.log
    shift
    if ! "$@" > "$log" 2>&1; then
        cat "$log" >&2
        note "failed: $*"
        return 1
    fi
}

# need PACKAGE…: installs those that are missing, all at once.
need()
{
    command -v dpkg-query > /dev/null || return 0 # not Debian: CMake says what it does not find

    local present missing=() package
    present=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2> /dev/null || true)
    for package in "$@"; do
        [[ $'\n'$present$'\n' == *$'\n'"installed $package"$'\n'* ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    local as_root=()
    if ((EUID != 0)); then
        as_root=(sudo -n)
        if ! sudo -n true 2> /dev/null; then
            note "packages are missing; as root, run: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
            return 1
        fi
    fi
    note "installing: ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
        apt-get -q -y -o DPkg::Lock::Timeout=300)
    logged apt-update "${apt[@]}" update
    logged apt-install "${apt[@]}" --no-install-recommends install "${missing[@]}"
}

# configure PRESET
configure()
{
    logged "configure-$1" cmake -S "$root" --preset "$1"
}

# build PRESET TARGET: says so only when there is something to do.
build()
{
    local log=$root/build/build-$1.log
    if ! cmake --build "$root/build/$1" --target "$2" 2>&1 | tee "$log" |
        { grep -q -m 1 '^\[1/' && note "building: $2 ($1)"; cat > /dev/null; }; then
        cat "$log" >&2
        note "failed: cmake --build build/$1 --target $2"
        return 1
    fi
}

# run_program NAME ARGUMENT…: builds an example program if need be, installing what that takes, and runs it where the caller stands.
run_program()
{
    (
        for_building
        need "${packages[@]}"
        [[ -e $root/build/release/build.ninja ]] || configure release
        build release "$1"
    )
    exec "$root/build/release/examples/$1" "${@:2}"
}
