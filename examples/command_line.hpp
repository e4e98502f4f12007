// SPDX-License-Identifier: BSL-1.0
// What the example programs share: their command lines, and how they print or refuse.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/core/error.hpp>
#include <ratable/io/displayable.hpp>
#include <ratable/io/whole_file.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace command_line {

/// A wrong command line; `what()` is the one line to print.
[[noreturn]] inline void refuse(std::string subject, std::string rule, std::string value, std::string remedy)
{
    throw ratable::invalid_terms({std::move(subject), std::move(rule), std::move(value), std::move(remedy)});
}

/// What a terminal can show of an argument.
inline std::string shown(std::string_view argument) { return "\"" + ratable::displayed(argument.substr(0, 64)) + "\""; }

/// Walks the arguments: files and options in any order, `--option value` or `--option=value`; after `--` all are files.
///
///     for (reader in(arguments); in.next();) {
///         if (in.is_file()) files.push_back(in.text());
///         else if (in.is("--out")) out = in.value("a file");
///         else in.refuse_option();
///     }
class reader
{
public:
    explicit reader(std::vector<std::string> arguments) : arguments_(std::move(arguments)) {}

    bool next()
    {
        if (at_ < arguments_.size() && !only_files_ && arguments_[at_] == "--") {
            only_files_ = true;
            ++at_;
        }
        if (at_ == arguments_.size()) return false;
        text_    = arguments_[at_++];
        is_file_ = only_files_ || text_ == "-" || !text_.starts_with('-');
        equals_  = is_file_ ? std::string::npos : text_.find('=');
        return true;
    }

    [[nodiscard]] bool               is_file() const { return is_file_; }
    [[nodiscard]] bool               is(std::string_view option) const { return name() == option; }
    [[nodiscard]] const std::string& text() const { return text_; }

    /// What follows the option; `expected` says what it must be.
    std::string value(const std::string& expected)
    {
        if (equals_ != std::string::npos) return text_.substr(equals_ + 1);
        if (at_ == arguments_.size()) refuse(text_, "must be followed by " + expected, "nothing", "try --help");
        return arguments_[at_++];
    }

    /// One of some words.
    std::string word(std::initializer_list<std::string_view> words)
    {
        static constexpr const char* numbers[] = {"none", "the one", "the two", "the three", "the four"};
        std::string                  list;
        std::size_t                  i = 0;
        for (const std::string_view w : words) {
            list += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
            list += w;
            ++i;
        }
        std::string given = value(list);
        if (std::find(words.begin(), words.end(), given) == words.end()) refuse(std::string(name()), "must be " + list, shown(given), std::string("write one of ") + numbers[words.size()]);
        return given;
    }

    /// What `parse` reads of the option's value; what it refuses is said of the option.
    template <class Parse>
    auto parsed(const std::string& expected, Parse&& parse)
    {
        const std::string given = value(expected);
        try {
            return parse(given);
        } catch (const ratable::error& e) {
            refuse(std::string(name()), e.why().rule, shown(given), e.why().remedy);
        }
    }
    ratable::year_month_day date()
    {
        return parsed("a date", [](const std::string& text) { return ratable::parse_date(text); });
    }
    /// A file to write.
    std::string file()
    {
        std::string given = value("a file");
        if (given.empty()) refuse(std::string(name()), "must be followed by a file", "\"\"", "name the file to write");
        return given;
    }

    [[noreturn]] void refuse_option() const { refuse(shown(name()), "is no option", "", "try --help"); }

private:
    [[nodiscard]] std::string_view name() const { return is_file_ ? std::string_view() : std::string_view(text_).substr(0, equals_); }

    std::vector<std::string> arguments_;
    std::size_t              at_ = 0;
    std::string              text_;
    std::size_t              equals_     = std::string::npos;
    bool                     is_file_    = false;
    bool                     only_files_ = false;
};

/// To `out`, whole or not at all, or without one to standard output: a full disk is an error. It may be none of the files that were read.
inline void print(std::string_view text, const std::string& out = {}, const std::vector<std::string>& inputs = {})
{
    if (!out.empty()) {
        std::error_code failed;
        if (std::any_of(inputs.begin(), inputs.end(), [&](const std::string& file) { return std::filesystem::equivalent(file, out, failed); })) {
            refuse("--out", "must not be one of the files that are read", shown(out), "name another file");
        }
        ratable::write_whole_file(out, text);
    } else if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        refuse("standard output", "must be writable", "a write error", "check the disk or the pipe");
    }
}

/// `run(arguments)` is the exit status; what it refuses is one line on standard error, and status 2.
template <class Run>
int main(int argc, char** argv, Run&& run)
{
    try {
        return run(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 2;
    }
}

} // namespace command_line
