# Shows that compile_fail.cmake refuses what it must.
# cmake -DSCRATCH=dir -DFAMILY=gcc|clang -P compile_fail_self_test.cmake -- compiler flags…
cmake_minimum_required(VERSION 3.22)
include("${CMAKE_CURRENT_LIST_DIR}/../command_line.cmake")

file(MAKE_DIRECTORY "${SCRATCH}")
file(WRITE "${SCRATCH}/cases.cpp" [=[
void f(int*) = delete; // [not] for pointers; use f(int)
// case deleted: [[]not] for pointers; use f[(]int[)]
#ifdef CASE_deleted
int main() { f(nullptr); }
#endif
// case by_compiler: nothing says this
// gcc: use of deleted function
// clang: call to deleted function
#ifdef CASE_by_compiler
int main() { f(nullptr); }
#endif
// case other_words: nothing says this
#ifdef CASE_other_words
int main() { f(nullptr); }
#endif
// case harmless: .
#ifdef CASE_harmless
int main() {}
#endif
// case no_header: nowhere.hpp
#ifdef CASE_no_header
#include <nowhere.hpp>
#endif
// case silent:
#ifdef CASE_silent
int main() { f(nullptr); }
#endif
]=])

function(expect exit message case)
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -DSOURCE=${SCRATCH}/cases.cpp -DCASE=${case} -DFAMILY=${FAMILY}
                -P "${CMAKE_CURRENT_LIST_DIR}/compile_fail.cmake" -- ${command}
        RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    string(FIND "${output}" "${message}" position)
    if(NOT result STREQUAL exit OR position EQUAL -1)
        message(FATAL_ERROR "${case}: expected exit ${exit} and '${message}', got exit ${result} and\n${output}")
    endif()
endfunction()

expect(0 "" control)
expect(0 "" deleted)
expect(0 "" by_compiler)
expect(1 "refused, but not with" other_words)
expect(1 "it compiles" harmless)
expect(1 "missing header" no_header)
expect(1 "no message is expected" silent)
expect(1 "must stand before" absent)
