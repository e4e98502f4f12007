# What only this project's own programs need. None of it reaches a consumer.
if(CMAKE_VERSION VERSION_LESS 3.25)
    message(FATAL_ERROR "ratable's own tests and examples need CMake ≥ 3.25; to use or install it set "
        "RATABLE_BUILD_TESTS and RATABLE_BUILD_EXAMPLES to OFF")
endif()

set(CMAKE_CXX_EXTENSIONS OFF CACHE BOOL "Compile with -std=gnu++20 instead of -std=c++20")
set(CMAKE_CXX_SCAN_FOR_MODULES OFF) # there are none, and the scan wants clang-scan-deps

add_library(ratable_warnings INTERFACE)
target_compile_options(ratable_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
# Off in the preset that scripts/compare builds: whoever wants to compare deals should not be stopped by a newer compiler's opinion.
option(RATABLE_WERROR "Warnings are errors" ON)
if(RATABLE_WERROR)
    target_compile_options(ratable_warnings INTERFACE -Werror)
endif()

set(vectors "${PROJECT_SOURCE_DIR}/../shared/vectors")
if(NOT IS_DIRECTORY "${vectors}")
    set(vectors "")
endif()
set(RATABLE_VECTORS "${vectors}" CACHE PATH "Folder of test vectors; conformance tests that need it are skipped when empty")
option(RATABLE_FUZZ "Build the fuzz targets with clang's libFuzzer, and no other test" OFF)
set(RATABLE_CHECKS all CACHE STRING "Which checks to register besides the tests: all, compiler (those it can change), cases (what must not compile), none")

enable_testing()
include(cmake/pinned.cmake)
if(RATABLE_BUILD_EXAMPLES)
    add_subdirectory(examples)
endif()
if(RATABLE_BUILD_TESTS)
    add_subdirectory(tests)
endif()
if(RATABLE_BUILD_BENCH)
    add_subdirectory(bench)
endif()
