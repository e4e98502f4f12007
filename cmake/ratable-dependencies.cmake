# What ratable stands on. Read by the build and by the installed package alike.
# ratable_MISSING and ratable_deal_file_MISSING hold one sentence each when a package is not there.

set(ratable_MISSING "")
set(ratable_deal_file_MISSING "")

# A target that the enclosing project brought along counts as found.
macro(ratable_need result target package version debian_package)
    if(NOT TARGET ${target})
        find_package(${package} ${version} CONFIG QUIET)
    endif()
    if(NOT TARGET ${target} AND NOT ${result})
        set(${result} "ratable needs ${package} ≥ ${version}: apt-get install ${debian_package}")
    endif()
endmacro()

ratable_need(ratable_MISSING Boost::headers Boost 1.74 libboost-dev)
ratable_need(ratable_MISSING date::date date 3.0 libhowardhinnant-date-dev)
ratable_need(ratable_MISSING fmt::fmt fmt 9.1 libfmt-dev)
ratable_need(ratable_deal_file_MISSING tomlplusplus::tomlplusplus tomlplusplus 3.3 libtomlplusplus-dev)
