# Headers, CMake package and pkg-config file. Everything is relative to the prefix, so the tree can be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_DATADIR}/cmake/ratable")
set(pc_dir "${CMAKE_INSTALL_DATADIR}/pkgconfig")
string(REGEX REPLACE "[^/]+" ".." RATABLE_PC_TO_PREFIX "${pc_dir}") # share/pkgconfig → ../..

configure_package_config_file(cmake/package/ratable-config.cmake.in "${PROJECT_BINARY_DIR}/package/ratable-config.cmake"
    INSTALL_DESTINATION "${package_dir}" NO_CHECK_REQUIRED_COMPONENTS_MACRO NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/ratable-config-version.cmake"
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
configure_file(cmake/package/ratable.pc.in "${PROJECT_BINARY_DIR}/package/ratable.pc" @ONLY)

install(DIRECTORY include/ratable DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT ratable FILES_MATCHING PATTERN "*.hpp")
install(FILES cmake/ratable-dependencies.cmake
              "${PROJECT_BINARY_DIR}/package/ratable-config.cmake"
              "${PROJECT_BINARY_DIR}/package/ratable-config-version.cmake"
        DESTINATION "${package_dir}" COMPONENT ratable)
install(FILES "${PROJECT_BINARY_DIR}/package/ratable.pc" DESTINATION "${pc_dir}" COMPONENT ratable)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/ratable" COMPONENT ratable)

install(TARGETS ratable EXPORT ratable-targets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT ratable-targets NAMESPACE ratable:: DESTINATION "${package_dir}" COMPONENT ratable)
if(TARGET ratable_deal_file)
    install(TARGETS ratable_deal_file EXPORT ratable-deal_file-targets)
    install(EXPORT ratable-deal_file-targets NAMESPACE ratable:: DESTINATION "${package_dir}" COMPONENT ratable)
endif()
