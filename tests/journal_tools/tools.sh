#!/bin/sh
# tools.sh CHECK PROGRAM: what PROGRAM writes as good or odd is accepted by the tool, what it writes with one cent changed is refused, and for that reason.
# 77 where the tool is not installed.
set -u
check=$1 program=$2

case $check in
    ledger) tool=ledger ending=journal ;;
    hledger | hledger_balances) tool=hledger ending=journal ;;
    beancount) tool=bean-check ending=beancount ;;
    *) echo "no such check: $check" && exit 1 ;;
esac
command -v "$tool" > /dev/null || { echo "skipped: $tool is not installed"; exit 77; }

# What hledger calls balances without prices that it guesses: by the one name in 1.32, by the other in 1.25.
balanced=balanced
[ "$check" != hledger_balances ] || hledger -f /dev/null check balanced > /dev/null 2>&1 || balanced=balancednoautoconversion

accepts()
{
    case $check in
        ledger) ledger --args-only --strict --pedantic -f "$1" bal ;;
        hledger) hledger -f "$1" check -s accounts commodities payees ordereddates ;;
        hledger_balances) hledger -f "$1" check $balanced ;;
        beancount) bean-check --no-cache "$1" ;;
    esac
}

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C.UTF-8 HOME="$folder"
"$program" "$folder" || exit 1

accepted=0 refused=0 failed=0
for file in "$folder"/good-*.$ending "$folder"/odd-*.$ending; do
    if said=$(accepts "$file" 2>&1) && [ -z "$(printf '%s' "$said" | grep -i -E 'warning|error')" ]; then
        accepted=$((accepted + 1))
    else
        failed=$((failed + 1))
        printf '%s was refused:\n%s\n' "${file##*/}" "$(printf '%s' "$said" | head -c 2000)"
    fi
done
for file in "$folder"/bad-*.$ending; do
    if said=$(accepts "$file" 2>&1); then
        failed=$((failed + 1))
        echo "${file##*/} was accepted"
    elif printf '%s' "$said" | grep -q -i balance; then
        refused=$((refused + 1))
    else
        failed=$((failed + 1))
        printf '%s was refused for another reason:\n%s\n' "${file##*/}" "$said"
    fi
done
echo "$check: $accepted accepted, $refused refused"
[ "$accepted" -eq 8 ] && [ "$refused" -eq 15 ] && [ "$failed" -eq 0 ]
