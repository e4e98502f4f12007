// SPDX-License-Identifier: BSL-1.0
/// Files read and written whole or not at all.
#pragma once

#include <ratable/core/error.hpp>
#include <ratable/io/displayable.hpp>

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace ratable {

/// All bytes of a file of at most `limit`; no more than that is ever read.
/// Errors: parse_error at 1:1 for a directory, a file that cannot be read, or a longer one.
[[nodiscard]] std::string read_whole_file(const std::filesystem::path& path, std::size_t limit);

/// Writes a new file beside `path`, then renames it: a reader sees the old file or the new one, and after an error no part of it is
/// left. A link is followed, and the permissions of a file that was there are kept.
/// Errors: parse_error at 1:1 when the folder or the file cannot be written, or the path is no regular file.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
[[noreturn]] inline void refuse_file(const std::filesystem::path& path, const char* rule, const std::string& value, const char* remedy)
{
    throw parse_error({displayed(path.string()), 1, 1}, {"file", rule, value, remedy});
}
} // namespace detail

inline std::string read_whole_file(const std::filesystem::path& path, std::size_t limit)
{
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) detail::refuse_file(path, "must be a file", "a directory", "name the files in it");
    if (!std::filesystem::exists(path, failed)) detail::refuse_file(path, "must exist", "no such file", "check the path");
    std::ifstream in(path, std::ios::binary);
    if (!in) detail::refuse_file(path, "must be readable", "a file that cannot be opened", "check its permissions");
    std::string text(limit + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) detail::refuse_file(path, "must be readable", "a read error", "check the disk");
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > limit) {
        detail::refuse_file(path, "must not be too large", std::string("more than ") + std::to_string(limit) + " bytes", "split it, or check that it is the right file");
    }
    return text;
}

namespace detail {

/// A file that did not exist before: `path` with a number at its end. Null when none could be made.
inline std::FILE* create_beside(const std::filesystem::path& path, std::filesystem::path& beside)
{
    std::FILE* file = nullptr;
    for (int n = 0; n < 100 && file == nullptr; ++n) {
        beside = path;
        beside += std::string(".part") + std::to_string(n);
        file = std::fopen(beside.string().c_str(), "wbx"); // x: never one that is there
    }
    return file;
}

} // namespace detail

inline void write_whole_file(const std::filesystem::path& path, std::string_view text)
{
    std::error_code             failed;
    const std::filesystem::path target = std::filesystem::is_symlink(path, failed) ? std::filesystem::weakly_canonical(path, failed) : path;
    const bool                  exists = std::filesystem::exists(target, failed);
    if (exists && !std::filesystem::is_regular_file(target, failed)) {
        detail::refuse_file(path, "must be a regular file", "something else", "name a file, or leave the option out to print");
    }
    std::filesystem::path beside;
    std::FILE*            file = detail::create_beside(target, beside);
    bool                  done = false;
    if (file != nullptr) {
        const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
        done               = std::fclose(file) == 0 && written;
        failed.clear();
        if (done && exists) std::filesystem::permissions(beside, std::filesystem::status(target).permissions(), failed);
        if (done && !failed) std::filesystem::rename(beside, target, failed);
        done = done && !failed;
        if (!done) std::filesystem::remove(beside, failed);
    }
    if (!done) detail::refuse_file(path, "must be writable", "a file that cannot be written", "check the folder and its permissions");
}

} // namespace ratable
