# headers: each header compiles alone, with the project's warnings.
# The header sets belong to targets of their own, so that the installed targets need no CMake of today.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${include_dir}/ratable/*.hpp")
set(deal_file_headers ${headers})
list(FILTER deal_file_headers INCLUDE REGEX "/io/deal_file[^/]*$")
list(FILTER headers EXCLUDE REGEX "/io/deal_file[^/]*$")

function(verify_headers target library)
    if(ARGN)
        add_library(${target} INTERFACE)
        target_link_libraries(${target} INTERFACE ${library} ratable_warnings)
        target_sources(${target} INTERFACE FILE_SET HEADERS BASE_DIRS "${include_dir}" FILES ${ARGN})
        set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    endif()
endfunction()
verify_headers(ratable_headers ratable::ratable ${headers})
verify_headers(ratable_deal_file_headers ratable::deal_file ${deal_file_headers})

add_test(NAME headers COMMAND "${CMAKE_COMMAND}" --build "${PROJECT_BINARY_DIR}" --target all_verify_interface_header_sets)
set_tests_properties(headers PROPERTIES RUN_SERIAL ON)
