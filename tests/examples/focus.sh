#!/bin/sh
# focus.sh CASE PROGRAM SOURCE_ROOT: what the program that writes FOCUS files leaves in a folder.
set -eu
case=$1 focus=$2 source=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fail()
{
    echo "$case: $*" >&2
    exit 1
}

write()
{
    "$focus" "$source/examples/readings/metered.toml" --usage "$source/examples/readings/metered.csv" --provider 'Example Cloud' --out "$1"
}

case $case in
    same_bytes)
        write new > /dev/null
        [ "$(ls new)" = "$(printf '%s\n' contract_commitment.csv cost_and_usage.csv)" ] || fail "wrote $(ls new)"
        diff "$source/examples/focus_cost_and_usage.stdout" new/cost_and_usage.csv || fail 'other charges than in examples/'
        diff "$source/examples/focus_contract_commitment.stdout" new/contract_commitment.csv || fail 'other commitments than in examples/'
        write new > /dev/null # over the old ones
        diff "$source/examples/focus_cost_and_usage.stdout" new/cost_and_usage.csv || fail 'other charges when written again'
        ;;
    both_or_neither)
        mkdir -p new/contract_commitment.csv
        status=0
        write new > stdout 2> stderr || status=$?
        [ "$status" -eq 2 ] || fail "exit status $status"
        [ ! -s stdout ] || fail 'something on stdout'
        grep -q 'contract_commitment.csv:1:1: file: must be a regular file' stderr || fail "$(cat stderr)"
        [ "$(ls new)" = contract_commitment.csv ] || fail "left behind: $(ls new)"
        ;;
    input_kept)
        mkdir new
        cp "$source/examples/readings/metered.csv" new/cost_and_usage.csv
        status=0
        "$focus" "$source/examples/readings/metered.toml" --usage new/cost_and_usage.csv --provider P --out new 2> stderr || status=$?
        [ "$status" -eq 2 ] || fail "exit status $status"
        grep -q 'must not hold the files that are read' stderr || fail "$(cat stderr)"
        cmp "$source/examples/readings/metered.csv" new/cost_and_usage.csv || fail 'the readings are lost'
        ;;
    *) fail 'no such case' ;;
esac
