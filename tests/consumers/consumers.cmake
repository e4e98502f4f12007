# consumer.<way>: a small project that uses ratable, built and run from an installed tree or from this one.
set(prefix "${CMAKE_CURRENT_BINARY_DIR}/consumers/prefix")
set(consumers "${CMAKE_CURRENT_SOURCE_DIR}/consumers")

add_test(NAME consumer.install
    COMMAND sh -c "rm -rf \"$1\" && cmake --install \"$0\" --component ratable --prefix \"$1\"" "${PROJECT_BINARY_DIR}" "${prefix}")
set_tests_properties(consumer.install PROPERTIES FIXTURES_SETUP installed)

# add_consumer(way option): configures consumers/<way> with the option, builds it and runs it.
function(add_consumer way option)
    add_test(NAME consumer.${way} COMMAND "${CMAKE_CTEST_COMMAND}"
        --build-and-test "${consumers}/${way}" "${CMAKE_CURRENT_BINARY_DIR}/consumers/${way}"
        --build-generator "${CMAKE_GENERATOR}"
        --build-options "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}" "${option}"
        --test-command consumer)
endfunction()
add_consumer(find_package "-DCMAKE_PREFIX_PATH=${prefix}")
add_consumer(add_subdirectory "-DRATABLE_SOURCE_DIR=${PROJECT_SOURCE_DIR}")

add_test(NAME consumer.pkg_config
    COMMAND sh "${consumers}/pkg_config/run.sh" "${CMAKE_CXX_COMPILER}" "${prefix}" "${CMAKE_CURRENT_BINARY_DIR}/consumers/pkg_config")
set_tests_properties(consumer.pkg_config PROPERTIES SKIP_RETURN_CODE 77)
set_tests_properties(consumer.find_package consumer.pkg_config PROPERTIES FIXTURES_REQUIRED installed)
