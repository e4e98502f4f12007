#!/bin/sh
# Checks that the code in README.md and docs/ is the code in the tree. sh docs.sh ROOT
#
# A fenced block after the line `<!-- file: PATH -->` equals that file; after `<!-- file: PATH#NAME -->` it equals the
# lines of PATH between `// [begin NAME]` and `// [end NAME]` (or `# […]`), moved to their own left margin. Lines with
# such markers are never part of a quotation. A ```cpp or ```toml block needs one of these, or the line `<!-- prose -->`.
set -eu
cd "$1"
files=$(find README.md docs -name '*.md' 2>/dev/null | LC_ALL=C sort || true)
if [ -z "$files" ]; then
    echo "docs: no README.md and no docs/" && exit 0
fi

# shellcheck disable=SC2086  # one word per file
exec awk '
function complain(text) { print at ": " text; bad = 1 }

# Puts the quoted lines in want[1..n]; returns n, or -1 when there is no such file or region.
function quote(path, name,    line, n, inside, found, margin, i, read) {
    n = 0; margin = 999; inside = found = (name == "")
    while ((read = (getline line < path)) > 0) {
        if (line ~ /^[ \t]*(\/\/|#) \[(begin|end) [^\]]+\][ \t]*$/) {
            if (name != "" && index(line, "[begin " name "]")) inside = found = 1
            if (name != "" && index(line, "[end " name "]")) inside = 0
        } else if (inside) {
            want[++n] = line
            if (name != "" && match(line, /[^ ]/) && RSTART - 1 < margin) margin = RSTART - 1
        }
    }
    close(path)
    if (read < 0 || !found) return -1
    if (name != "" && inside) return -1
    for (i = 1; name != "" && i <= n; i++) want[i] = substr(want[i], margin + 1)
    return n
}

function compare(    n, path, name, i) {
    path = source; name = ""
    if (i = index(source, "#")) { path = substr(source, 1, i - 1); name = substr(source, i + 1) }
    n = quote(path, name)
    if (n < 0) { complain("there is no " source); return }
    for (i = 1; i <= n || i <= lines; i++)
        if (i > n || i > lines || want[i] != have[i]) {
            complain("differs from " source)
            print "  file: " (i > n ? "(ends)" : want[i])
            print "  here: " (i > lines ? "(ends)" : have[i])
            return
        }
}

function finish() { if (fenced) complain("the block is never closed"); else if (source != "") complain("no block follows the marker"); fenced = 0; source = ""; prose = 0 }

FNR == 1 { finish() }
fenced && /^ *```+ *$/ {
    if (source != "") compare()
    else if (!prose && (language == "cpp" || language == "toml")) complain("a " language " block without <!-- file: … --> or <!-- prose -->")
    fenced = 0; source = ""; prose = 0; checked++; next
}
fenced { have[++lines] = substr($0, 1, indent) ~ /^ *$/ ? substr($0, indent + 1) : $0; next }
/^ *```/ { at = FILENAME ":" FNR; fenced = 1; lines = 0; indent = index($0, "`") - 1; language = $0; gsub(/[` ]/, "", language); next }
/^ *<!-- file: [^ ]+ -->$/ { finish(); at = FILENAME ":" FNR; source = $0; sub(/^ *<!-- file: /, "", source); sub(/ -->$/, "", source); next }
/^ *<!-- prose -->$/ { finish(); prose = 1; next }
/[^ \t]/ { finish() }
END { finish(); print "docs: " checked + 0 " blocks read"; exit bad }
' $files
