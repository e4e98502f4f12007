# Shows that stairs.cmake refuses what it must. cmake -DSCRATCH=dir -P stairs_self_test.cmake
cmake_minimum_required(VERSION 3.22)

# stairs(exit message [header text]…): a tree of these headers gives this exit status and this message.
function(stairs exit message)
    file(REMOVE_RECURSE "${SCRATCH}")
    math(EXPR last "${ARGC} - 1")
    foreach(i RANGE 2 ${last} 2)
        math(EXPR j "${i} + 1")
        file(WRITE "${SCRATCH}/ratable/${ARGV${i}}" "#pragma once\n${ARGV${j}}\n")
    endforeach()
    execute_process(COMMAND "${CMAKE_COMMAND}" -DINCLUDE_DIR=${SCRATCH} -P "${CMAKE_CURRENT_LIST_DIR}/stairs.cmake"
        RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    string(FIND "${output}" "${message}" position)
    if(NOT result STREQUAL exit OR position EQUAL -1)
        message(FATAL_ERROR "expected exit ${exit} and '${message}', got exit ${result} and\n${output}")
    endif()
endfunction()

stairs(0 "2 headers, all includes go down"
    core/a.hpp "#include <vector>" units/b.hpp "#include <ratable/core/a.hpp>  // a [comment]; with signs")
stairs(1 "no headers" elsewhere/a.txt "")
stairs(1 "core/a.hpp includes <ratable/units/b.hpp>: that floor is above its own"
    core/a.hpp "#include <ratable/units/b.hpp>" units/b.hpp "")
stairs(1 "io/a.hpp includes <ratable/ratable.hpp>: that floor is above its own"
    io/a.hpp "#  include \"ratable/ratable.hpp\"" ratable.hpp "")
stairs(1 "cycle: core/b.hpp → core/c.hpp → core/b.hpp"
    core/a.hpp "#include <ratable/core/b.hpp>"
    core/b.hpp "#include <ratable/core/c.hpp>"
    core/c.hpp "#include <ratable/core/b.hpp>")
stairs(1 "attic/a.hpp stands on no floor" attic/a.hpp "")
stairs(1 "journal/a.hpp includes <toml++/toml.h>: only io/deal_file" journal/a.hpp "#include <toml++/toml.h>")
stairs(1 "core/a.hpp includes <boost/multiprecision/cpp_int.hpp>: only core/wide.hpp"
    core/a.hpp "#include <boost/multiprecision/cpp_int.hpp>")
stairs(1 "units/a.hpp includes <date/date.h>: only calendar/date.hpp" units/a.hpp "#include <date/date.h>")
stairs(1 "valuation/a.hpp includes <ql/time/date.hpp>: only valuation/quantlib.hpp" valuation/a.hpp "#include <ql/time/date.hpp>")
stairs(0 "1 headers" core/wide.hpp "#include <boost/multiprecision/cpp_int.hpp>")
