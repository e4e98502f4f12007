// SPDX-License-Identifier: BSL-1.0
/// Several files of one run: written all, or none.
#pragma once

#include <ratable/io/whole_file.hpp>

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace ratable {

/// A file to write: its name within a folder, and what is in it.
struct named_text
{
    std::string name;
    std::string text;
};

/// Writes the files into `folder`, which is made if it is not there. All are written beside their names before the first takes its name, so that what
/// fails (a full disk, a folder that cannot be written, a name that is taken by no regular file) leaves every old file as it was, and no part of a new one.
/// Errors: parse_error at 1:1, with the file that could not be written, or that is named twice.
void write_whole_files(const std::filesystem::path& folder, const std::vector<named_text>& files);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// Files that are written and have no names yet; what is left of them is removed.
class unnamed_files
{
public:
    unnamed_files() = default;
    unnamed_files(const unnamed_files&)            = delete;
    unnamed_files& operator=(const unnamed_files&) = delete;
    ~unnamed_files()
    {
        std::error_code ignored;
        for (const file& f : files_) std::filesystem::remove(f.beside, ignored);
        if (!made_.empty()) std::filesystem::remove(made_, ignored); // if it is empty
    }

    void make_folder(const std::filesystem::path& folder)
    {
        std::error_code failed;
        if (std::filesystem::is_directory(folder, failed)) return;
        if (!std::filesystem::create_directory(folder, failed)) {
            refuse_file(folder, "must be a folder, or one that can be made", std::filesystem::exists(folder, failed) ? "a file" : "none", "check the path and its permissions");
        }
        made_ = folder;
    }

    void write(const std::filesystem::path& target, std::string_view text)
    {
        std::error_code failed;
        for (const file& f : files_) {
            if (f.target == target) refuse_file(target, "must be named once", "two of that name", "name each by itself");
        }
        if (std::filesystem::exists(std::filesystem::symlink_status(target, failed)) && !std::filesystem::is_regular_file(std::filesystem::symlink_status(target, failed))) {
            refuse_file(target, "must be a regular file", "something else", "name another folder");
        }
        std::filesystem::path beside;
        std::FILE*            out = create_beside(target, beside);
        if (out == nullptr) refuse_file(target, "must be writable", "a file that cannot be written", "check the folder and its permissions");
        files_.push_back({target, beside});
        const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
        if (std::fclose(out) != 0 || !written) refuse_file(target, "must be writable", "a file that cannot be written", "check the disk");
    }

    void name_all()
    {
        for (const file& f : files_) {
            std::error_code failed;
            std::filesystem::rename(f.beside, f.target, failed);
            if (failed) refuse_file(f.target, "must be writable", "a file that cannot be named", "check the folder and its permissions");
        }
        files_.clear();
        made_.clear();
    }

private:
    struct file
    {
        std::filesystem::path target, beside;
    };
    std::vector<file>     files_;
    std::filesystem::path made_;
};

} // namespace detail

inline void write_whole_files(const std::filesystem::path& folder, const std::vector<named_text>& files)
{
    detail::unnamed_files written;
    written.make_folder(folder);
    for (const named_text& f : files) written.write(folder / f.name, f.text);
    written.name_all();
}

} // namespace ratable
