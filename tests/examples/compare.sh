#!/bin/sh
# compare.sh CASE PROGRAM SOURCE_ROOT: what the main job does to files, pipes and disks. 77 means skipped.
set -eu
case=$1 compare=$2 source=$3
deal=$source/examples/deals/openai-aws.toml
unset RATABLE_DEALS
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fail()
{
    echo "$case: $*" >&2
    exit 1
}

# refused WORDS COMMAND…: exit status 2, nothing on stdout, one line on stderr that holds the words.
refused()
{
    words=$1 status=0
    shift
    "$@" > stdout 2> stderr || status=$?
    [ "$status" -eq 2 ] || fail "exit status $status of $*: $(cat stderr)"
    [ ! -s stdout ] || fail "something on stdout"
    [ "$(wc -l < stderr)" -eq 1 ] || fail "not one line on stderr: $(cat stderr)"
    grep -qF -- "$words" stderr || fail "no '$words' in: $(cat stderr)"
    rm stdout stderr
}

# left FILE…: these files are all that is here.
left()
{
    [ "$(ls -A)" = "$(printf '%s\n' "$@" | sed '/^$/d')" ] || fail "left behind: $(ls -A)"
}

case $case in
    out)
        for format in table json csv; do
            "$compare" "$deal" --format $format --schedule annual > printed
            "$compare" "$deal" --format $format --schedule annual --out written > stdout
            cmp printed written || fail "$format: --out differs from stdout"
            [ ! -s stdout ] || fail "--out prints, too"
            rm stdout
            left printed written
        done
        ;;
    out_fails)
        refused "nowhere/deals.json:1:1: file: must be writable" "$compare" "$deal" --out nowhere/deals.json
        refused "/dev/full:1:1: file: must be a regular file" "$compare" "$deal" --out /dev/full
        refused "must be a regular file" "$compare" "$deal" --out .
        refused "must exist" "$compare" "$deal" missing.toml --out written
        left ""
        ;;
    overwrite)
        echo old > written
        refused "missing.toml:1:1: file: must exist" "$compare" missing.toml --out written
        [ "$(cat written)" = old ] || fail "the old file is lost"
        "$compare" "$deal" --format json --out written
        [ "$(head -c 1 written)" = "{" ] || fail "the old file is still there"
        left written
        ;;
    closed_pipe)
        # With SIGPIPE as usual the program ends by it, in silence; where that is ignored, it reports a write error.
        mkfifo pipe
        : < pipe & # a reader that reads nothing
        status=0
        { sleep 0.3; "$compare" "$source"/examples/deals/*.toml --format json 2> stderr || echo $? > status; } > pipe || true
        wait
        status=$(cat status)
        [ "$status" -eq 141 ] || [ "$status" -eq 2 ] || fail "exit status $status"
        rm -f stderr status
        : < pipe &
        { trap '' PIPE; sleep 0.3; "$compare" "$source"/examples/deals/*.toml --format json 2> stderr || echo $? > status; } > pipe
        wait
        [ "$(cat status)" -eq 2 ] || fail "exit status $(cat status) with SIGPIPE ignored"
        [ "$(cat stderr)" = "standard output: must be writable; got a write error; check the disk or the pipe" ] || fail "said $(cat stderr)"
        ;;
    full_disk)
        [ -c /dev/full ] || { echo "skipped: no /dev/full"; exit 77; }
        for format in table json csv; do
            status=0
            "$compare" "$deal" --format $format > /dev/full 2> stderr || status=$?
            [ "$status" -eq 2 ] || fail "$format: exit status $status"
            [ "$(cat stderr)" = "standard output: must be writable; got a write error; check the disk or the pipe" ] || fail "said $(cat stderr)"
        done
        status=0
        "$compare" --help > /dev/full 2> stderr || status=$?
        [ "$status" -eq 2 ] || fail "--help: exit status $status"
        ;;
    large_file)
        truncate -s 100M large.toml
        refused "large.toml:1:1: file: must not be too large; got more than 1048576 bytes" "$compare" large.toml
        ;;
    device)
        refused "/dev/zero:1:1: file: must not be too large" "$compare" /dev/zero
        ;;
    unreadable)
        [ "$(id -u)" -ne 0 ] || { echo "skipped: root reads every file"; exit 77; }
        cp "$deal" secret.toml
        chmod 0 secret.toml
        refused "secret.toml:1:1: file: must be readable" "$compare" secret.toml
        mkdir closed
        chmod 500 closed
        refused "closed/out:1:1: file: must be writable" "$compare" "$deal" --out closed/out
        ;;
    same_bytes)
        cd "$source"
        for arguments in "--format table --schedule monthly" "--format json" "--format csv"; do
            # shellcheck disable=SC2086  # several words
            "$compare" $arguments > "$scratch/first"
            # shellcheck disable=SC2086
            LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu "$compare" $arguments > "$scratch/second"
            cmp "$scratch/first" "$scratch/second" || fail "$arguments: two runs differ"
        done
        ;;
    file_named_like_an_option)
        cp "$deal" ./--json.toml
        "$compare" --format csv -- --json.toml > stdout || fail "a file after -- is refused"
        grep -q '^openai-aws,1,headline,38000000000.00' stdout || fail "$(cat stdout)"
        ;;
    *) fail "no such case" ;;
esac
