#!/bin/sh
# Checks docs/troubleshooting.md against tests/compile_fail. sh troubleshooting.sh ROOT
#
# An entry is a heading that begins with code: ### `message`, `another message`
#   - every `// case NAME: REGEX` matches a message of some entry, and every message is the whole of what some case's regex says;
#   - every entry shows what to write: a ```cpp block before the next heading;
#   - every line of a `<!-- prose -->` block stands, blanks aside, in the part of a file of cases that is compiled without any case.
#     (docs.sh compares the blocks with `<!-- file: … -->`.)
set -eu
cd "$1"

# shellcheck disable=SC2046  # one word per file
exec awk '
function complain(text) { print text; bad = 1 }
function squeezed(text) { gsub(/[ \t]+/, " ", text); sub(/^ /, "", text); sub(/ $/, "", text); return text }
function finish() { if (entry != "" && !shown) complain(entry ": nothing says what to write instead"); entry = "" }

FILENAME ~ /\.cpp$/ {
    if ($0 ~ /^\/\/ case [a-zA-Z0-9_]+:/) {
        line = $0; sub(/^\/\/ case /, "", line)
        name = line; sub(/:.*/, "", name); sub(/^[^:]*: */, "", line)
        where[++cases] = FILENAME ": case " name; regex[cases] = line
    }
    if ($0 ~ /^#ifdef CASE_/) inside = 1
    else if ($0 ~ /^#endif/) inside = 0
    else if (!inside) control[++controls] = squeezed($0)
    next
}

/^#/ && !fenced {
    finish()
    if ($0 ~ /^### `/) {
        entry = FILENAME ":" FNR; shown = 0
        n = split($0, part, "`")
        for (i = 2; i < n; i += 2) { message[++messages] = part[i]; stands[messages] = entry; }
    }
}
/^```/ { fenced = !fenced; if (fenced && $0 ~ /cpp/) { shown = 1; checking = prose }; prose = 0; if (!fenced) checking = 0; next }
fenced && checking {
    line = squeezed($0); found = (line == "")
    for (i = 1; i <= controls && !found; i++) found = index(control[i], line)
    if (!found) complain(FILENAME ":" FNR ": no file of cases compiles this line: " line)
}
/^<!-- prose -->$/ { prose = 1 }

END {
    finish()
    for (c = 1; c <= cases; c++) {
        has = 0
        for (m = 1; m <= messages; m++)
            if (match(message[m], regex[c])) { has = 1; if (RSTART == 1 && RLENGTH == length(message[m])) whole[m] = 1 }
        if (!has) complain(where[c] ": no entry has its message: " regex[c])
    }
    for (m = 1; m <= messages; m++) if (!whole[m]) complain(stands[m] ": no case expects this message: " message[m])
    print "troubleshooting: " cases + 0 " cases, " messages + 0 " messages"
    exit bad
}
' $(find tests/compile_fail -name '*.cpp' | LC_ALL=C sort) docs/troubleshooting.md
