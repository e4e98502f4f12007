// SPDX-License-Identifier: BSL-1.0
/// Errors that carry their subject: who, which rule, which value, what to write instead.
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace ratable {

/// The four parts of every message. A part that does not apply is empty and is left out of the text.
struct problem
{
    std::string subject; ///< what the rule is about, as a path: `tranches[1].in_service`
    std::string rule;    ///< what must hold: `must precede the term's end 2032-11-03`
    std::string value;   ///< what was found: `2032-12-03`
    std::string remedy;  ///< what to write instead

    friend bool operator==(const problem&, const problem&) = default;
};

/// `subject: rule; got value; remedy`, on one line.
std::string to_string(const problem& p);

/// Base of all that ratable throws.
class error : public std::exception
{
public:
    explicit error(problem p);

    const char* what() const noexcept override { return text_.c_str(); }
    const problem& why() const noexcept { return problem_; }

protected:
    error(problem p, std::string text) : problem_(std::move(p)), text_(std::move(text)) {}

private:
    problem     problem_;
    std::string text_;
};

class invalid_terms : public error { using error::error; };    ///< terms that are missing, or contradict each other
class inexact       : public error { using error::error; };    ///< digits would be lost, and no rounding was named
class overflow      : public error { using error::error; };    ///< a result is outside its type
class unlike_units  : public error { using error::error; };    ///< currencies, MW bases or accelerators that do not mix, known at run time only
class unbalanced_entry : public error { using error::error; }; ///< debits and credits that differ

/// Text that could not be read; `where` is the place in it, lines and columns counted from 1.
class parse_error : public error
{
public:
    struct location
    {
        std::string file   = {};
        int         line   = 0;
        int         column = 0;
    };

    parse_error(location where, problem p);
    const location& where() const noexcept { return where_; }

private:
    location where_;
};

/// `file:line:column`, without the parts that are not known.
std::string to_string(const parse_error::location& where);

// -- bodies -----------------------------------------------------------------------------------------------------------

inline std::string to_string(const problem& p)
{
    std::string text = p.subject;
    const auto  add  = [&text](const char* before, const std::string& part) {
        if (part.empty()) return;
        if (!text.empty()) text += before;
        text += part;
    };
    add(": ", p.rule);
    add("; got ", p.value);
    add("; ", p.remedy);
    return text;
}

inline std::string to_string(const parse_error::location& where)
{
    std::string text = where.file;
    if (where.line <= 0) return text;
    if (!text.empty()) text += ':';
    text += std::to_string(where.line);
    text += ':';
    text += std::to_string(where.column);
    return text;
}

inline error::error(problem p) : problem_(std::move(p)), text_(to_string(problem_)) {}

inline parse_error::parse_error(location where, problem p)
    : error(p, to_string(where) + (to_string(where).empty() ? "" : ": ") + to_string(p)), where_(std::move(where))
{
}

} // namespace ratable
