# compile_fail.<floor>.<case>: what must not compile, and says why. See cmake/checks/compile_fail.cmake.

# Never built: it carries the include directories and options with which a user's program is compiled.
add_library(compile_fail_flags OBJECT EXCLUDE_FROM_ALL main.cpp)
target_link_libraries(compile_fail_flags PRIVATE ratable::ratable ratable::deal_file doctest::doctest)

set(standard "${CMAKE_CXX20_STANDARD_COMPILE_OPTION}")
if(CMAKE_CXX_EXTENSIONS)
    set(standard "${CMAKE_CXX20_EXTENSION_COMPILE_OPTION}")
endif()
set(includes "$<REMOVE_DUPLICATES:$<TARGET_PROPERTY:compile_fail_flags,INCLUDE_DIRECTORIES>>")
set(compiler "${CMAKE_CXX_COMPILER}" ${standard} -Werror=unused-result
    "-I$<JOIN:${includes},$<SEMICOLON>-I>" "$<TARGET_PROPERTY:compile_fail_flags,COMPILE_OPTIONS>")
set(family gcc)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    set(family clang)
endif()

set(script -DFAMILY=${family} -P "${PROJECT_SOURCE_DIR}/cmake/checks/compile_fail.cmake" -- ${compiler})
file(GLOB sources CONFIGURE_DEPENDS compile_fail/*.cpp)
foreach(source IN LISTS sources)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
    get_filename_component(floor "${source}" NAME_WE)
    file(READ "${source}" text)
    string(REGEX MATCHALL "\n// case [a-zA-Z0-9_]+:" cases "${text}")
    list(TRANSFORM cases REPLACE "\n// case (.*):" "\\1")
    string(REGEX MATCHALL "\n#ifdef CASE_[a-zA-Z0-9_]+" guards "${text}")
    list(TRANSFORM guards REPLACE "\n#ifdef CASE_" "")
    if(NOT "${cases}" STREQUAL "${guards}")
        message(FATAL_ERROR "tests/compile_fail/${floor}.cpp: the case lines say\n  ${cases}\nand the guards\n  ${guards}")
    endif()
    foreach(case IN LISTS cases ITEMS control)
        add_test(NAME compile_fail.${floor}.${case} COMMAND_EXPAND_LISTS
            COMMAND "${CMAKE_COMMAND}" -DSOURCE=${source} -DCASE=${case} ${script})
    endforeach()
endforeach()

add_test(NAME check.compile_fail COMMAND_EXPAND_LISTS
    COMMAND "${CMAKE_COMMAND}" -DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/compile_fail -DFAMILY=${family}
            -P "${PROJECT_SOURCE_DIR}/cmake/checks/compile_fail_self_test.cmake" -- ${compiler})
