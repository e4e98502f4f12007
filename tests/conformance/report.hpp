// SPDX-License-Identifier: BSL-1.0
/// What every conformance program does around its cases: files in, failures and counts out, and an exit status that can be trusted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

/// Where a case stands.
struct place
{
    std::string file;
    int         line = 0;
};

/// A file that is not what its format says, or that cannot be read: the program stops with exit status 2 and this one line.
struct malformed : std::runtime_error
{
    malformed(const place& where, const std::string& why);
};

/// Collects what became of each case. A case counts once, however many Reps or shapes it ran in.
class report
{
public:
    void passed() { ++passed_; }
    void failed(const place& where, const std::string& name, const std::string& computed, const std::string& expected);
    void skipped(const std::string& reason) { ++skips_[reason]; }

    /// Adds one to a table that is printed at the end; rows and columns stand in the order in which they were first named.
    void count(const std::string& table, const std::string& row, const std::string& column, long n = 1);

    /// Prints it all to stdout. Returns the exit status: 1 if anything failed or nothing passed.
    [[nodiscard]] int finish();

private:
    struct table
    {
        std::vector<std::string>                            rows    = {};
        std::vector<std::string>                            columns = {};
        std::map<std::pair<std::string, std::string>, long> counts  = {};
    };

    long                                       passed_ = 0;
    long                                       failed_ = 0;
    std::vector<std::string>                   first_failures_;
    std::map<std::string, long>                skips_;
    std::vector<std::pair<std::string, table>> tables_;
};

/// What differs between the programs.
struct program
{
    std::string name;
    std::string extension; ///< of the files that are read out of a folder: `.csv`, or several: `.csv .json`
    std::string reads;     ///< for the usage
    /// Runs every case of one file. Throws malformed.
    void (*run)(const std::string& file, const std::string& text, report& found);
};

/// The main of a conformance program: arguments are files and folders.
/// Exits: 0 all passed; 1 a case failed, or none passed; 2 no arguments, or a file that cannot be read or is malformed.
int run_program(const program& self, int argc, char** argv);

/// A file's bytes, without the byte order mark. Throws malformed.
std::string read_file(const std::string& file);

std::string      lower(std::string_view text);
std::string_view trimmed(std::string_view text);

/// Lines, ended by LF, CRLF or CR.
std::vector<std::string_view> lines_of(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// One line, whatever is in a file's name or text.
inline std::string on_one_line(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

inline std::string shortened(const std::string& text)
{
    constexpr std::size_t most = 200;
    return text.size() <= most ? text : text.substr(0, most) + "… (" + std::to_string(text.size()) + " characters)";
}

inline std::string written(const place& where) { return where.line > 0 ? where.file + ":" + std::to_string(where.line) : where.file; }

inline std::vector<std::string> files_of(const program& self, const std::string& argument)
{
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::is_directory(argument, error)) return {argument};
    std::vector<std::string> files;
    fs::directory_iterator   entries(argument, error);
    if (error) throw malformed({argument}, "the folder cannot be read");
    const std::string wanted = " " + lower(self.extension) + " ";
    for (const auto& entry : entries) {
        const std::string extension = lower(entry.path().extension().string());
        if (!extension.empty() && wanted.find(" " + extension + " ") != std::string::npos && !entry.is_directory()) files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace detail

inline malformed::malformed(const place& where, const std::string& why) : std::runtime_error(detail::on_one_line(detail::written(where) + ": " + why)) {}

inline void report::failed(const place& where, const std::string& name, const std::string& computed, const std::string& expected)
{
    constexpr std::size_t most_shown = 20;
    ++failed_;
    if (first_failures_.size() == most_shown) return;
    first_failures_.push_back(detail::on_one_line(detail::written(where) + ": " + name + ": computed " + detail::shortened(computed) + ", expected " +
                                                  detail::shortened(expected)));
}

inline void report::count(const std::string& name, const std::string& row, const std::string& column, long n)
{
    auto found = std::find_if(tables_.begin(), tables_.end(), [&](const auto& t) { return t.first == name; });
    if (found == tables_.end()) found = tables_.insert(found, {name, {}});
    table&     t   = found->second;
    const auto add = [](std::vector<std::string>& all, const std::string& one) {
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    };
    add(t.rows, row);
    add(t.columns, column);
    t.counts[{row, column}] += n;
}

inline int report::finish()
{
    for (const std::string& line : first_failures_) std::printf("%s\n", line.c_str());
    const long more = failed_ - static_cast<long>(first_failures_.size());
    if (more > 0) std::printf("and %ld more failures\n", more);

    for (const auto& [name, t] : tables_) {
        std::size_t width = name.size();
        for (const std::string& row : t.rows) width = std::max(width, row.size());
        std::printf("\n%-*s", static_cast<int>(width), name.c_str());
        for (const std::string& column : t.columns) std::printf("  %10s", column.c_str());
        for (const std::string& row : t.rows) {
            std::printf("\n%-*s", static_cast<int>(width), row.c_str());
            for (const std::string& column : t.columns) {
                const auto n = t.counts.find({row, column});
                std::printf("  %*ld", static_cast<int>(std::max<std::size_t>(10, column.size())), n == t.counts.end() ? 0 : n->second);
            }
        }
        std::printf("\n");
    }

    long skipped = 0;
    for (const auto& [reason, n] : skips_) skipped += n;
    if (skipped > 0) std::printf("\n%8s  skipped because\n", "cases");
    for (const auto& [reason, n] : skips_) std::printf("%8ld  %s\n", n, detail::on_one_line(reason).c_str());
    std::printf("%s%ld passed, %ld failed, %ld skipped\n", skipped > 0 || !tables_.empty() ? "\n" : "", passed_, failed_, skipped);
    return failed_ > 0 || passed_ == 0 ? 1 : 0;
}

inline std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

inline std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\v\f\r\n";
    const std::size_t          first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

inline std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        lines.push_back(text.substr(0, end));
        const std::size_t past = text.substr(end, 2) == "\r\n" ? 2 : end < text.size() ? 1 : 0;
        text.remove_prefix(end + past);
    }
    return lines;
}

inline std::string read_file(const std::string& file)
{
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) throw malformed({file}, "is a folder");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw malformed({file}, "cannot be read");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) throw malformed({file}, "cannot be read");
    if (text.compare(0, 3, "\xef\xbb\xbf") == 0) text.erase(0, 3);
    return text;
}

inline int run_program(const program& self, int argc, char** argv)
{
    if (argc <= 1) {
        std::fprintf(stderr, "usage: %s FILE-OR-FOLDER...\nreads %s; of a folder, its %s files\n", self.name.c_str(), self.reads.c_str(), self.extension.c_str());
        return 2;
    }
    try {
        report found;
        for (int i = 1; i < argc; ++i) {
            for (const std::string& file : detail::files_of(self, argv[i])) {
                const std::string text = read_file(file);
                if (!trimmed(text).empty()) self.run(file, text, found); // an empty file has no cases, in any format
            }
        }
        return found.finish();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s: %s\n", self.name.c_str(), detail::on_one_line(e.what()).c_str());
        return 2;
    }
}

} // namespace conformance
