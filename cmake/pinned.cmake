# Programs whose output is pinned: stdout, byte for byte, is a file beside the source.
# When a change of output is meant, write the new files and read the diff before committing it:
#
#     cmake --build build/gcc --target pin                  (all)
#     cmake --build build/gcc --target pin.example.NAME    (one)
#
# All of them run in the source root, so that a path in the output is the same on every machine.

add_custom_target(pin)

# add_pinned(test program EXPECT file [EXPECT_STDERR file] [EXIT n] [ARGS arg …])
# Files are relative to the current source directory. With EXPECT_STDERR alone stdout must be empty.
function(add_pinned test program)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "EXPECT;EXPECT_STDERR;EXIT" "ARGS")
    set(options -DEXIT=0)
    if(DEFINED arg_EXIT)
        set(options -DEXIT=${arg_EXIT})
    endif()
    foreach(stream IN ITEMS EXPECT EXPECT_STDERR)
        if(DEFINED arg_${stream})
            list(APPEND options "-D${stream}=${CMAKE_CURRENT_SOURCE_DIR}/${arg_${stream}}")
        endif()
    endforeach()
    set(script -P "${PROJECT_SOURCE_DIR}/cmake/run_pinned.cmake" -- "$<TARGET_FILE:${program}>" ${arg_ARGS})
    set(actual "-DACTUAL=${CMAKE_CURRENT_BINARY_DIR}/${test}")

    add_test(NAME ${test} COMMAND "${CMAKE_COMMAND}" ${options} ${actual} ${script} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")

    add_custom_target(pin.${test} COMMAND "${CMAKE_COMMAND}" ${options} ${actual} -DPIN=ON ${script}
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" VERBATIM)
    add_dependencies(pin.${test} ${program})
    add_dependencies(pin pin.${test})
endfunction()

# add_example(name [LIBRARIES target …] [ARGS arg …]): builds name.cpp; its stdout is name.stdout.
function(add_example name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "ARGS;LIBRARIES")
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE ratable::ratable ${arg_LIBRARIES} ratable_warnings)
    add_pinned(example.${name} ${name} EXPECT ${name}.stdout ARGS ${arg_ARGS})
endfunction()
