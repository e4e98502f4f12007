# Runs a program and compares what it prints with the files EXPECT (stdout) and EXPECT_STDERR.
# cmake [-DEXPECT=file] [-DEXPECT_STDERR=file] -DEXIT=n -DACTUAL=prefix [-DPIN=ON] -P run_pinned.cmake -- program args…
cmake_minimum_required(VERSION 3.22)
include("${CMAKE_CURRENT_LIST_DIR}/command_line.cmake")

unset(ENV{RATABLE_DEALS}) # what a program prints must not depend on who runs it
execute_process(COMMAND ${command} OUTPUT_FILE "${ACTUAL}.stdout" ERROR_FILE "${ACTUAL}.stderr" RESULT_VARIABLE exit_status)
file(READ "${ACTUAL}.stderr" errors)
if(NOT exit_status STREQUAL EXIT)
    message(FATAL_ERROR "exit status ${exit_status}, expected ${EXIT}\n${errors}")
endif()

function(check stream expected)
    if(PIN AND NOT expected STREQUAL "/dev/null")
        file(COPY_FILE "${ACTUAL}.${stream}" "${expected}")
    endif()
    execute_process(
        COMMAND diff -u --label "expected ${stream}" --label "actual ${stream}" "${expected}" "${ACTUAL}.${stream}"
        OUTPUT_VARIABLE difference ERROR_VARIABLE trouble RESULT_VARIABLE differs)
    if(differs)
        message(NOTICE "${difference}${trouble}")
        message(FATAL_ERROR "${stream} differs from ${expected}\n${errors}")
    endif()
endfunction()

if(EXPECT)
    check(stdout "${EXPECT}")
else()
    check(stdout /dev/null)
endif()
if(EXPECT_STDERR)
    check(stderr "${EXPECT_STDERR}")
endif()
