// SPDX-License-Identifier: BSL-1.0
/// Escalators: how a price changes from one contract year to the next.
#pragma once

#include <ratable/core/rounding.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>

#include <optional>
#include <string>

namespace ratable {

/// From when a contract year's price applies.
enum class price_start {
    on_anniversary,        ///< from the day itself; a billing month that it cuts has two rows
    on_next_billing_month, ///< from the first billing month that begins on or after it
};

/// What an index is compared with.
enum class index_base {
    last_year, ///< chained: p_n = p_{n-1} × clamp(I_n / I_{n-1}); what a cap cut is not caught up
    signing,   ///< p_n = p_1 × clamp(I_n / I_1)
};

/// A published index that a price follows. Its values come with the readings, by name and month.
struct index_link
{
    std::string              name;                         ///< such as "CPI-U"
    required<index_base>     compared_with;
    required<int>            lag_months;                   ///< the index of so many months before the anniversary month
    std::optional<ratio>     floor = {};                   ///< of the ratio: 1 allows no decrease, 1.02 forces 2 %
    std::optional<ratio>     cap   = {};                   ///< of the ratio: 1.05 allows 5 %
};

/// To what digits a derived unit price is rounded, and how.
struct price_digits
{
    required<int>      digits; ///< 0 to 6
    required<rounding> mode;
};

/// A price that changes each contract year, by a fixed growth or with an index.
///
/// Rounds:  each year's price, as `rounds` says: round(p0 × (1+g)^(n-1)) from the base each year for a growth, chained for an index.
/// Source:  what the contract says; both are `validate`d to be given one at a time.
struct escalator
{
    required<price_start>     starts;
    required<price_digits>    rounds;
    stated<ratio>             growth = {}; ///< a year: 3 % is 0.03_d
    std::optional<index_link> index  = {};
};

[[nodiscard]] constexpr std::string_view name_of(price_start s) { return s == price_start::on_anniversary ? "on_anniversary" : "on_next_billing_month"; }
[[nodiscard]] constexpr std::string_view name_of(index_base b) { return b == index_base::last_year ? "last_year" : "signing"; }

} // namespace ratable
