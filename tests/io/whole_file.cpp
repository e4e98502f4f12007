// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/whole_file.hpp>

#include "../support/refused.hpp"
#include "../support/scratch.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace ratable;
using names = std::vector<std::string>;

namespace {

std::string every_byte()
{
    std::string text;
    for (int c = 0; c < 256; ++c) text += static_cast<char>(c);
    return text + "\r\n\n";
}

} // namespace

TEST_CASE("A file is read byte for byte")
{
    const tests::scratch_folder scratch;
    CHECK(read_whole_file(scratch.with("all", every_byte()), 1'000) == every_byte());
    CHECK(read_whole_file(scratch.with("empty", ""), 1'000).empty());
    CHECK(read_whole_file(scratch / "empty", 0).empty());
}

TEST_CASE("A file of exactly the limit is read, one byte more is refused")
{
    const tests::scratch_folder scratch;
    const auto                  path = scratch.with("ten", "0123456789");
    CHECK(read_whole_file(path, 10) == "0123456789");
    const std::string said = path.string() + ":1:1: file: must not be too large; got more than 9 bytes; split it, or check that it is the right file";
    CHECK_REFUSED(parse_error, said.c_str(), read_whole_file(path, 9));
}

TEST_CASE("A device without end is read no further than the limit")
{
    CHECK_REFUSED(parse_error, "/dev/zero:1:1: file: must not be too large; got more than 4096 bytes; split it, or check that it is the right file", read_whole_file("/dev/zero", 4'096));
}

TEST_CASE("A folder and a file that is not there are refused by name, at 1:1")
{
    const tests::scratch_folder scratch;
    const std::string           folder = (scratch / "").string();
    CHECK_REFUSED(parse_error, (folder + ":1:1: file: must be a file; got a directory; name the files in it").c_str(), read_whole_file(folder, 10));
    CHECK_REFUSED(parse_error, "no/such/file:1:1: file: must exist; got no such file; check the path", read_whole_file("no/such/file", 10));
    CHECK_THROWN(parse_error, read_whole_file("", 10));
    try {
        static_cast<void>(read_whole_file("no/such/file", 10));
    } catch (const parse_error& e) {
        CHECK(e.where().file == "no/such/file");
        CHECK(e.where().line == 1);
        CHECK(e.where().column == 1);
    }
}

TEST_CASE("A file is written byte for byte, over an old one as well, and nothing stands beside it")
{
    const tests::scratch_folder scratch;
    write_whole_file(scratch / "out", every_byte());
    CHECK(tests::bytes_of(scratch / "out") == every_byte());
    write_whole_file(scratch / "out", "short");
    CHECK(tests::bytes_of(scratch / "out") == "short");
    write_whole_file(scratch / "out", "");
    CHECK(tests::bytes_of(scratch / "out").empty());
    CHECK(scratch.names() == names{"out"});
}

TEST_CASE("Who has the old file open keeps it whole: the new one takes its name, not its bytes")
{
    const tests::scratch_folder scratch;
    std::ifstream               reader(scratch.with("out", "old bytes"), std::ios::binary);
    write_whole_file(scratch / "out", "new");
    CHECK(std::string(std::istreambuf_iterator<char>(reader), {}) == "old bytes");
    CHECK(tests::bytes_of(scratch / "out") == "new");
}

TEST_CASE("A folder, a device and a missing folder are refused, and nothing is left behind")
{
    const tests::scratch_folder scratch;
    std::filesystem::create_directory(scratch / "folder");
    const std::string folder = (scratch / "folder").string(), missing = (scratch / "missing/out").string();
    CHECK_REFUSED(parse_error, (folder + ":1:1: file: must be a regular file; got something else; name a file, or leave the option out to print").c_str(), write_whole_file(folder, "x"));
    CHECK_REFUSED(parse_error, "/dev/full:1:1: file: must be a regular file; got something else; name a file, or leave the option out to print", write_whole_file("/dev/full", "x"));
    CHECK_REFUSED(parse_error, (missing + ":1:1: file: must be writable; got a file that cannot be written; check the folder and its permissions").c_str(), write_whole_file(missing, "x"));
    CHECK(scratch.names() == names{"folder"});
    CHECK(std::filesystem::is_empty(scratch / "folder"));
}

TEST_CASE("What stands beside a file under a name like ours is neither written nor removed")
{
    const tests::scratch_folder scratch;
    scratch.with("out.part0", "somebody's");
    std::filesystem::create_symlink("/dev/full", scratch / "out.part1");
    write_whole_file(scratch / "out", "new");
    CHECK(tests::bytes_of(scratch / "out") == "new");
    CHECK(tests::bytes_of(scratch / "out.part0") == "somebody's");
    CHECK(scratch.names().size() == 3);
}

TEST_CASE("When no file can be made beside, the old one stays as it was")
{
    const tests::scratch_folder scratch;
    const auto                  path = scratch.with("out", "old");
    for (int n = 0; n < 100; ++n) scratch.with("out.part" + std::to_string(n), "");
    CHECK_THROWN(parse_error, write_whole_file(path, "new"));
    CHECK(tests::bytes_of(path) == "old");
    CHECK(scratch.names().size() == 101);
}

TEST_CASE("A write that breaks off leaves the old file as it was, and no part of the new one")
{
    const tests::scratch_folder scratch;
    const auto                  path = scratch.with("out", "old");
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto   ignored = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 1'000, .rlim_max = before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    bool refused = false;
    try {
        write_whole_file(path, std::string(100'000, 'x'));
    } catch (const parse_error&) {
        refused = true;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, ignored);
    CHECK(refused);
    CHECK(tests::bytes_of(path) == "old");
    CHECK(scratch.names() == names{"out"});
}

TEST_CASE("A link is followed and stays a link; permissions are kept")
{
    namespace fs = std::filesystem;
    const tests::scratch_folder scratch;
    fs::permissions(scratch.with("file", "old"), fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("file", scratch / "link");
    write_whole_file(scratch / "link", "new");
    CHECK(fs::is_symlink(scratch / "link"));
    CHECK(tests::bytes_of(scratch / "file") == "new");
    CHECK(fs::status(scratch / "file").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(scratch.names().size() == 2);
}

TEST_CASE("A name that could control a terminal is not printed as it is")
{
    CHECK_REFUSED(parse_error, "no\?[31m:1:1: file: must exist; got no such file; check the path", read_whole_file("no\x1b[31m", 10));
}
