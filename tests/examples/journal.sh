#!/bin/sh
# journal.sh CASE PROGRAM SOURCE_ROOT: what the program that writes journals makes of odd deals.
set -eu
case=$1 journal=$2 source=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fail()
{
    echo "$case: $*" >&2
    exit 1
}

case $case in
    long_name)
        name=$(LC_ALL=C awk 'BEGIN { while (length(s) < 4080) s = s "Hall é "; print s "end" }') # of at most 4,096 bytes
        sed "s/^name     = .*/name = \"$name\"/" "$source/examples/readings/metered.toml" > deal.toml
        grep -q 'Hall é end' deal.toml || fail 'the deal has no long name'
        "$journal" deal.toml --usage "$source/examples/readings/metered.csv" --side customer --dialect ledger > books
        longest=$(LC_ALL=C awk '{ if (length($0) > n) n = length($0) } END { print n }' books)
        [ "$longest" -lt 4096 ] || fail "a line of $longest bytes: ledger reads no more than 4,095"
        sed -n 1p books | grep -q '^; Hall é .*…, version 1, sha256 ' || fail "begins with $(sed -n 1p books)"
        sed -n 1p books | iconv -f UTF-8 -t UTF-8 > line || fail 'half a character'
        if command -v ledger > ledger_is; then ledger --strict --pedantic -f books balance > balances || fail 'ledger refuses it'; fi
        ;;
    *) fail 'no such case' ;;
esac
