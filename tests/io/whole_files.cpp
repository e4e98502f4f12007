// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/whole_files.hpp>

#include "../support/refused.hpp"
#include "../support/scratch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace ratable;
using names = std::vector<std::string>;

namespace {

names names_in(const tests::scratch_folder& folder)
{
    names found = folder.names();
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

TEST_CASE("all files are written, over old ones as well, into a folder that is made for them")
{
    const tests::scratch_folder scratch;
    write_whole_files(scratch / "new", {{"a", "1"}, {"b", "2"}});
    CHECK(tests::bytes_of(scratch / "new/a") == "1");
    CHECK(tests::bytes_of(scratch / "new/b") == "2");
    write_whole_files(scratch / "new", {{"b", "3"}, {"c", ""}});
    CHECK(tests::bytes_of(scratch / "new/a") == "1");
    CHECK(tests::bytes_of(scratch / "new/b") == "3");
    CHECK(tests::bytes_of(scratch / "new/c").empty());
    CHECK(std::distance(std::filesystem::directory_iterator(scratch / "new"), {}) == 3);
}

TEST_CASE("when one cannot be written, none is, and old files stay as they were")
{
    const tests::scratch_folder scratch;
    scratch.with("a", "old");
    std::filesystem::create_directory(scratch / "b");
    const std::string b = (scratch / "b").string();
    CHECK_REFUSED(parse_error, (b + ":1:1: file: must be a regular file; got something else; name another folder").c_str(), write_whole_files(scratch / "", {{"a", "new"}, {"b", "new"}}));
    CHECK(tests::bytes_of(scratch / "a") == "old");
    CHECK(names_in(scratch) == names{"a", "b"});
    CHECK_THROWN(parse_error, write_whole_files(scratch / "", {{"a", "new"}, {"no/such/folder", "new"}}));
    CHECK(tests::bytes_of(scratch / "a") == "old");
    CHECK(names_in(scratch) == names{"a", "b"});
}

TEST_CASE("two files of one name are refused: one of them would be lost")
{
    const tests::scratch_folder scratch;
    const std::string           a = (scratch / "a").string();
    CHECK_REFUSED(parse_error, (a + ":1:1: file: must be named once; got two of that name; name each by itself").c_str(), write_whole_files(scratch / "", {{"a", "1"}, {"b", "2"}, {"a", "3"}}));
    CHECK(names_in(scratch).empty());
}

TEST_CASE("a folder that was made for files that could not be written is gone again")
{
    const tests::scratch_folder scratch;
    CHECK_THROWN(parse_error, write_whole_files(scratch / "new", {{"a", "1"}, {"no/such", "2"}}));
    CHECK(scratch.names().empty());
}

TEST_CASE("a write that breaks off leaves nothing of any file")
{
    const tests::scratch_folder scratch;
    scratch.with("a", "old");
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto   ignored = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 1'000, .rlim_max = before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    bool refused = false;
    try {
        write_whole_files(scratch / "", {{"a", "new"}, {"b", std::string(100'000, 'x')}});
    } catch (const parse_error&) {
        refused = true;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, ignored);
    CHECK(refused);
    CHECK(tests::bytes_of(scratch / "a") == "old");
    CHECK(names_in(scratch) == names{"a"});
}

TEST_CASE("a folder that cannot be made, and a file in its place, are refused")
{
    const tests::scratch_folder scratch;
    scratch.with("file", "x");
    CHECK_THROWN(parse_error, write_whole_files(scratch / "no/such", {{"a", "1"}}));
    CHECK_THROWN(parse_error, write_whole_files(scratch / "file", {{"a", "1"}}));
    CHECK(tests::bytes_of(scratch / "file") == "x");
}
