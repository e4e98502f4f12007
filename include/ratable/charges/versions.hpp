// SPDX-License-Identifier: BSL-1.0
/// A deal through its amendments: which version's terms an invoice stands under, as far as was known on a day.
#pragma once

#include <ratable/charges/charges.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ratable {

/// The rows that stand under one version of a deal.
template <currency C>
struct version_charges
{
    std::size_t            version = 0; ///< its place among those that were given
    std::vector<charge<C>> rows    = {};
};

/// The charges of a deal through its versions.
///
/// Shape:   an entry for each version that was known on `as_of`, or for all without it, in their order; its rows are those invoiced from its
///          effective date to the day before the next one's. An invoice that went out stays as it was; all later ones follow the amendment, which
///          restates the deal from its first day.
/// Errors:  invalid_terms for versions that are out of order, of two deals, or without an effective date where they amend another; as charges_of.
///
///     charges_through(std::vector{signed_2025, amended_2026}, read, 2026_y/jan/1)   // the first alone
template <currency C>
[[nodiscard]] std::vector<version_charges<C>> charges_through(const std::vector<contract<C>>& versions, const readings<C>& read = {}, const std::optional<year_month_day>& as_of = {});

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

template <currency C>
void require_successor(const contract<C>& before, const contract<C>& after)
{
    const std::string subject = "version " + std::to_string(after.version) + " of '" + after.name + "'";
    if (before.id != after.id) throw invalid_terms({subject, "must be of the same deal as the one before", "'" + after.id + "' after '" + before.id + "'", "give the versions of one deal"});
    if (after.version <= before.version) throw invalid_terms({subject, "must follow the one before", "after " + std::to_string(before.version), "put versions in order"});
    if (!after.effective_on) throw invalid_terms({subject, "must say from when it holds", "no effective date", "write .effective_on"});
    if (before.effective_on && checked_day(*after.effective_on) < checked_day(*before.effective_on)) {
        throw invalid_terms({subject, "must not take effect before the one that it amends", to_string(*after.effective_on), "correct the dates"});
    }
}

} // namespace detail

template <currency C>
std::vector<version_charges<C>> charges_through(const std::vector<contract<C>>& versions, const readings<C>& read, const std::optional<year_month_day>& as_of)
{
    std::vector<version_charges<C>> result;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const contract<C>& terms = versions[i];
        if (i > 0) detail::require_successor(versions[i - 1], terms);
        if (as_of && terms.known_on && *as_of < *terms.known_on) continue;
        if (!result.empty()) {
            const sys_days from = checked_day(*terms.effective_on);
            std::erase_if(result.back().rows, [from](const charge<C>& row) { return from <= row.invoiced; });
        }
        result.push_back({i, charges_of(terms, read)});
        if (result.size() > 1) {
            const sys_days from = checked_day(*terms.effective_on);
            std::erase_if(result.back().rows, [from](const charge<C>& row) { return row.invoiced < from; });
        }
    }
    return result;
}

} // namespace ratable
