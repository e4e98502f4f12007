#!/bin/sh
# Shows that troubleshooting.sh refuses what it must. sh troubleshooting_self_test.sh SCRATCH
set -eu
check=$(dirname "$0")/troubleshooting.sh
scratch=$1

# page EXIT MESSAGE < page: a page with this text gives this exit status and this message.
page()
{
    cat > "$scratch/docs/troubleshooting.md"
    status=0
    output=$(sh "$check" "$scratch" 2>&1) || status=$?
    case $output in *"$2"*) ;; *) status="$status, without '$2'" ;; esac
    if [ "$status" != "$1" ]; then
        printf 'expected exit %s and "%s", got exit %s:\n%s\n' "$1" "$2" "$status" "$output"
        exit 1
    fi
}

rm -rf "$scratch"
mkdir -p "$scratch/docs" "$scratch/tests/compile_fail"
cat > "$scratch/tests/compile_fail/one.cpp" <<'END'
const auto   right = f(1);
// case float: no floats: write f[(]1[)]
#ifdef CASE_float
const auto wrong = f(1.0);
#endif
// case other_float: no floats
// gcc: something else
#ifdef CASE_other_float
const auto also_wrong = f(1.0f);
#endif
// case words: either|or
#ifdef CASE_words
#endif
const auto last = f(2);
END

page 0 "3 cases, 2 messages" <<'END'
### `no floats: write f(1)`
<!-- prose -->
```cpp
const auto right = f(1);
```
### `or`, in the compiler's words
<!-- prose -->
```cpp
f(2)
```
### Not an entry: `anything`
END
page 1 "case words: no entry has its message: either|or" <<'END'
### `no floats: write f(1)`
```cpp
```
END
page 1 "docs/troubleshooting.md:4: no case expects this message: neither" <<'END'
### `no floats: write f(1)`
```cpp
```
### `either`, `neither`
```cpp
```
END
page 1 "no case expects this message: no floats: write f(1), or f(2)" <<'END'
### `no floats: write f(1), or f(2)`
```cpp
```
END
page 1 "docs/troubleshooting.md:1: nothing says what to write instead" <<'END'
### `no floats: write f(1)`
### `either`
```cpp
```
END
page 1 "docs/troubleshooting.md:4: no file of cases compiles this line: const auto wrong = f(1.0);" <<'END'
### `no floats: write f(1)`
<!-- prose -->
```cpp
const auto wrong = f(1.0);
```
### `either`
```cpp
```
END
