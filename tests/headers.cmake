# headers: all of them in one file, in the opposite of their usual order, so that none hides a name of another.
# That each compiles alone is shown by its test, which includes it first: cmake/checks/mirror.cmake.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${include_dir}" "${include_dir}/ratable/*.hpp")
list(REMOVE_ITEM headers ratable/valuation/quantlib.hpp)
list(REVERSE headers)
set(includes "")
foreach(header IN LISTS headers)
    string(APPEND includes "#include <${header}>\n")
endforeach()
file(CONFIGURE OUTPUT headers.cpp CONTENT "${includes}")
add_library(headers OBJECT "${CMAKE_CURRENT_BINARY_DIR}/headers.cpp")
target_link_libraries(headers PRIVATE ratable::ratable ratable::deal_file ratable_warnings)
