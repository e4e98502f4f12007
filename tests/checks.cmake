# Checks of the tree itself: no compiler changes their answer.
set(checks "${PROJECT_SOURCE_DIR}/cmake/checks")
set(scratch "${CMAKE_CURRENT_BINARY_DIR}/self_test")

add_test(NAME stairs COMMAND "${CMAKE_COMMAND}" "-DINCLUDE_DIR=${include_dir}" -P "${checks}/stairs.cmake")
add_test(NAME check.stairs COMMAND "${CMAKE_COMMAND}" "-DSCRATCH=${scratch}/stairs" -P "${checks}/stairs_self_test.cmake")
add_test(NAME docs COMMAND sh "${checks}/docs.sh" "${PROJECT_SOURCE_DIR}")
add_test(NAME check.docs COMMAND sh "${checks}/docs_self_test.sh" "${scratch}/docs")
add_test(NAME troubleshooting COMMAND sh "${checks}/troubleshooting.sh" "${PROJECT_SOURCE_DIR}")
add_test(NAME check.troubleshooting COMMAND sh "${checks}/troubleshooting_self_test.sh" "${scratch}/troubleshooting")
add_test(NAME mirror COMMAND "${CMAKE_COMMAND}" "-DROOT=${PROJECT_SOURCE_DIR}" -P "${checks}/mirror.cmake")
