// SPDX-License-Identifier: BSL-1.0
/// Problems as data, and what the checks of single terms share. The checks are called by validate.hpp.
#pragma once

#include <ratable/terms/contract.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// A problem and the term that has it. `path.list` is empty when it is the contract itself.
struct term_problem
{
    term_path        path;
    ratable::problem why;
    int              entry = -1; ///< in a list that the term is: a tier, a step
};

namespace detail {

class problem_list
{
public:
    void add(const term_path& path, std::string rule, std::string value, std::string remedy)
    {
        found_.push_back({path, {to_string(path), std::move(rule), std::move(value), std::move(remedy)}});
    }
    /// Of one entry of a list: `pricing[4].tiers.steps[1]`.
    void add(const term_path& path, std::size_t entry, std::string rule, std::string value, std::string remedy)
    {
        found_.push_back({path, {to_string(path) + "[" + std::to_string(entry) + "]", std::move(rule), std::move(value), std::move(remedy)}, static_cast<int>(entry)});
    }
    [[nodiscard]] bool has(const term_path& path) const
    {
        for (const term_problem& p : found_) {
            if (p.path == path) return true;
        }
        return false;
    }
    [[nodiscard]] std::vector<term_problem> take() { return std::move(found_); }

private:
    std::vector<term_problem> found_;
};

/// `f(bound)` for each of low, base and high that is known, the base first.
template <class T, class F>
void each_bound(const stated<T>& s, F&& f)
{
    if (!s.is_known()) return;
    f(s.value());
    if (s.shape() == shape::exact) return;
    if (s.low()) f(*s.low());
    if (s.high()) f(*s.high());
}

/// Somebody states it, with a source; false after a problem.
inline bool check_source(problem_list& problems, const term_path& path, const statement* by)
{
    if (by == nullptr) problems.add(path, "must say how it is known", "no statement", "write disclosed(…), reported(…) or assumed(…) with a source");
    else if (by->source.empty()) problems.add(path, "must have a source", "no source", "say where it comes from, or why it is assumed");
    return by != nullptr && !by->source.empty();
}

template <class T>
void check_statement(problem_list& problems, const term_path& path, const stated<T>& s, const statement* around)
{
    if (!s.is_known()) return;
    const statement* by = statement_of(s, around);
    if (check_source(problems, path, by) && s.shape() == shape::range && by->how != known::assumed) {
        problems.add(path, "is a range, and a range is an assumption", std::string("known = \"") + std::string(name_of(by->how)) + "\"", "write known = \"assumed\"");
    }
    if constexpr (requires { *s.low() < *s.high(); }) {
        try {
            const bool bounded = s.low() && s.high();
            if ((s.shape() == shape::range && !bounded) || (bounded && !(*s.low() <= s.value() && s.value() <= *s.high()))) {
                problems.add(path, "must have low ≤ base ≤ high", "another order", "put them in order");
            }
        } catch (const unlike_units& e) { // one known at run time only
            problems.add(path, "must be a range of one unit", e.why().value, "state low, base and high alike");
        }
    }
}

/// Every bound satisfies `holds`, or the first that does not is a problem.
template <class T, class Holds>
void check_bounds(problem_list& problems, const term_path& path, const stated<T>& s, Holds&& holds, const char* rule, const char* remedy)
{
    each_bound(s, [&](const T& bound) {
        if (!problems.has(path) && !holds(bound)) problems.add(path, rule, to_string(bound), remedy);
    });
}

// -- what a ratio may be --

inline bool is_positive_share(const ratio& r) { return r.units > 0 && r <= ratio(1); }
inline bool is_not_negative(const ratio& r) { return r.units >= 0; }

inline constexpr const char* rule_of_positive_share = "must be above 0 and at most 1";
inline constexpr const char* remedy_of_share        = "write a share such as 0.2, which is 20 %";

inline void check_positive_share(problem_list& problems, const term_path& path, const stated<ratio>& s)
{
    check_bounds(problems, path, s, is_positive_share, rule_of_positive_share, remedy_of_share);
}

/// Every bound of a stated power must be positive.
inline void check_power(problem_list& problems, const term_path& path, const stated<power<any_basis>>& s)
{
    check_bounds(problems, path, s, [](const power<any_basis>& p) { return p.count > 0; }, "must be positive", "write the power that is delivered");
}

inline void check_days(problem_list& problems, const term_path& path, const stated<date::days>& s)
{
    check_bounds(problems, path, s, [](date::days d) { return d.count() >= 0 && d.count() <= 36'600; }, "must be from 0 to 36,600 days", "count days forward");
}

} // namespace detail

} // namespace ratable
