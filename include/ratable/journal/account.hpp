// SPDX-License-Identifier: BSL-1.0
/// Accounts: one of five types, and a path of names.
#pragma once

#include <ratable/core/error.hpp>

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ratable {

/// What an account is of. Assets and expenses grow by debits, the others by credits.
enum class account_type { asset, liability, equity, income, expense };
[[nodiscard]] constexpr std::string_view name_of(account_type t);

/// An account: `account(account_type::asset, "Prepaid:openai-aws")` is written `Assets:Prepaid:openai-aws`.
///
/// Errors:  invalid_terms for a path without names, and for a name that is empty, begins or ends with a space, or holds a control character or two
///          spaces together.
class account
{
public:
    account(account_type type, std::string path);

    [[nodiscard]] account_type       type() const { return type_; }
    [[nodiscard]] const std::string& path() const { return path_; }

    friend bool operator==(const account&, const account&) = default;
    friend auto operator<=>(const account&, const account&) = default; ///< by type, as a balance sheet and an income statement list them

private:
    account_type type_;
    std::string  path_;
};

/// `Assets:Prepaid:openai-aws`.
std::string to_string(const account& a);

/// Whether `a` is `above`, or stands below it: `Assets:Prepaid:C1` is within `Assets:Prepaid`, `Assets:Prepaid expenses` is not.
[[nodiscard]] inline bool is_within(const account& a, const account& above);

/// A text as one name of an account's path: colons and control characters become `-`, several spaces one, those at the ends go.
/// Errors:  invalid_terms when nothing is left.
///
///     account(account_type::asset, "Prepaid:" + account_name("AWS: phase 1"))   // Assets:Prepaid:AWS- phase 1
[[nodiscard]] std::string account_name(std::string_view text);

// -- bodies -----------------------------------------------------------------------------------------------------------

constexpr std::string_view name_of(account_type t)
{
    switch (t) {
    case account_type::asset: return "Assets";
    case account_type::liability: return "Liabilities";
    case account_type::equity: return "Equity";
    case account_type::income: return "Income";
    case account_type::expense: break;
    }
    return "Expenses";
}

namespace detail {

inline bool is_account_name(std::string_view name)
{
    if (name.empty() || name.front() == ' ' || name.back() == ' ' || name.find("  ") != std::string_view::npos) return false;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 0x20U || c == '\x7f') return false;
    }
    return true;
}

} // namespace detail

inline account::account(account_type type, std::string path) : type_(type), path_(std::move(path))
{
    for (std::size_t at = 0; at <= path_.size();) {
        const std::size_t end = path_.find(':', at) == std::string::npos ? path_.size() : path_.find(':', at);
        if (!detail::is_account_name(std::string_view(path_).substr(at, end - at))) {
            throw invalid_terms({"account", "must be names with a colon between them", "'" + path_ + "'", "write such as Prepaid:openai-aws"});
        }
        at = end + 1;
    }
}

inline std::string to_string(const account& a) { return std::string(name_of(a.type())) + ":" + a.path(); }

inline bool is_within(const account& a, const account& above)
{
    const std::string &path = a.path(), &head = above.path();
    return a.type() == above.type() && path.starts_with(head) && (path.size() == head.size() || path[head.size()] == ':');
}

inline std::string account_name(std::string_view text)
{
    std::string name;
    for (const char c : text) {
        const bool unfit = static_cast<unsigned char>(c) < 0x20U || c == '\x7f' || c == ':';
        if (c == ' ' && (name.empty() || name.back() == ' ')) continue;
        name += unfit ? '-' : c;
    }
    if (!name.empty() && name.back() == ' ') name.pop_back();
    if (name.empty()) throw invalid_terms({"account", "must have a name", "'" + std::string(text) + "'", "name the contract, or whatever the account is of"});
    return name;
}

} // namespace ratable
