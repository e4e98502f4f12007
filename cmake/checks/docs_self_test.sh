#!/bin/sh
# Shows that docs.sh refuses what it must. sh docs_self_test.sh SCRATCH
set -eu
check=$(dirname "$0")/docs.sh
scratch=$1

# docs EXIT MESSAGE < readme: a README with this text gives this exit status and this message.
docs()
{
    cat > "$scratch/README.md"
    status=0
    output=$(sh "$check" "$scratch" 2>&1) || status=$?
    case $output in *"$2"*) ;; *) status="$status, without '$2'" ;; esac
    if [ "$status" != "$1" ]; then
        printf 'expected exit %s and "%s", got exit %s:\n%s\n' "$1" "$2" "$status" "$output"
        exit 1
    fi
}

rm -rf "$scratch"
mkdir -p "$scratch"
printf 'int whole[] = {1, 2};\n' > "$scratch/whole.cpp"
printf 'int main()\n{\n    // [begin part]\n    if (true) {\n        return "a\\n;b]"[0];\n    }\n    // [end part]\n}\n' > "$scratch/part.cpp"

docs 0 "2 blocks read" <<'END'
<!-- file: whole.cpp -->
```cpp
int whole[] = {1, 2};
```
 - in a list, and unindented to the margin of the region

   <!-- file: part.cpp#part -->
   ```cpp
   if (true) {
       return "a\n;b]"[0];
   }
   ```
END
docs 1 "README.md:2: differs from whole.cpp" <<'END'
<!-- file: whole.cpp -->
```cpp
int whole[] = {1,  2};
```
END
docs 1 "here: (ends)" <<'END'
<!-- file: part.cpp#part -->
```cpp
if (true) {
    return "a\n;b]"[0];
```
END
docs 1 "there is no part.cpp#gone" <<'END'
<!-- file: part.cpp#gone -->
```cpp
```
END
docs 1 "there is no gone.cpp" <<'END'
<!-- file: gone.cpp -->
```
```
END
docs 1 "README.md:3: a toml block without" <<'END'
<!-- prose -->
words take the marker away
```toml
a = 1
```
END
docs 0 "2 blocks read" <<'END'
<!-- prose -->

```cpp
anything
```
```console
$ anything
```
END
docs 1 "no block follows the marker" <<'END'
<!-- file: whole.cpp -->
words
END
docs 1 "never closed" <<'END'
```console
END
