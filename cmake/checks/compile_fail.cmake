# A case passes when the compiler refuses it for the reason that stands beside it in the source:
#
#     // case dollars_plus_euros: <regex that the compiler's output must match>
#     // clang: <another regex, where the compilers' words differ>          (likewise // gcc:)
#     #ifdef CASE_dollars_plus_euros
#     auto x = usd(1) + eur(1);
#     #endif
#
# The regex is CMake's: no \d, no {n}; [(] is a bracket.
# cmake -DSOURCE=file -DCASE=name|control -DFAMILY=gcc|clang -P compile_fail.cmake -- compiler flags…
cmake_minimum_required(VERSION 3.22)
include("${CMAKE_CURRENT_LIST_DIR}/../command_line.cmake")

# rest_of_line(result text prefix): what follows `prefix` in the first line of text that begins with it.
function(rest_of_line result text prefix)
    string(FIND "\n${text}" "\n${prefix}" start)
    if(start EQUAL -1)
        set(${result} "" PARENT_SCOPE)
        return()
    endif()
    string(LENGTH "${prefix}" length)
    math(EXPR start "${start} + ${length}")
    string(SUBSTRING "${text}" ${start} -1 text)
    string(FIND "${text}\n" "\n" end)
    string(SUBSTRING "${text}" 0 ${end} text)
    string(STRIP "${text}" text)
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

# Words and quotes of the messages must not depend on who runs this.
set(ENV{LC_ALL} C)
unset(ENV{COLUMNS})
execute_process(COMMAND ${command} -DCASE_${CASE} -fsyntax-only "${SOURCE}"
    RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)

if(CASE STREQUAL "control")
    if(NOT status EQUAL 0)
        message(NOTICE "${output}")
        message(FATAL_ERROR "without any case the file must compile")
    endif()
    return()
endif()

file(READ "${SOURCE}" text)
string(FIND "${text}" "// case ${CASE}:" start)
string(FIND "${text}" "#ifdef CASE_${CASE}\n" end)
if(start EQUAL -1 OR end LESS start)
    message(FATAL_ERROR "`// case ${CASE}:` must stand before `#ifdef CASE_${CASE}`")
endif()
math(EXPR length "${end} - ${start}")
string(SUBSTRING "${text}" ${start} ${length} head)
rest_of_line(expected "${head}" "// ${FAMILY}:")
if(expected STREQUAL "")
    rest_of_line(expected "${head}" "// case ${CASE}:")
endif()

if(expected STREQUAL "")
    message(FATAL_ERROR "no message is expected: write one after `// case ${CASE}:`")
elseif(status EQUAL 0)
    message(FATAL_ERROR "it compiles")
elseif("${output}" MATCHES "No such file or directory|file not found")
    message(NOTICE "${output}")
    message(FATAL_ERROR "refused for a missing header")
elseif(NOT "${output}" MATCHES "${expected}")
    message(NOTICE "${output}")
    message(FATAL_ERROR "refused, but not with\n  ${expected}")
endif()
