// SPDX-License-Identifier: BSL-1.0
/// Prepayments: paid before delivery, credited against the fees of later months.
#pragma once

#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/terms/unit_price.hpp>

#include <string_view>

namespace ratable {

/// How a prepayment is spread over its credit window.
enum class credit_method {
    level,       ///< in equal parts
    pro_rata,    ///< in proportion to the fees of each month
    first_dollar ///< as much as each month's fee takes, from the first month on
};

/// Which months of a tranche the credit window counts.
enum class credit_months { billing, service };

/// What becomes of a credit that no fee is left for.
enum class residue { refunded, lapses };

/// A share of each tranche's value, due before its delivery and credited to its own fees.
///
/// Rules:   value = the sum of the tranche's fee rows at planned dates; paid = round(share × value), due `lead` days before the planned
///          in-service date, not moved by a slip.
struct prepayment
{
    using clause = void;

    required<stated<ratio>>        share;
    required<stated<date::days>>   lead;
    required<credit_method>        credited;
    required<credit_months>        counted_in;
    required<stated<date::months>> from_month;    ///< of the tranche, counted from 1
    required<stated<date::months>> through_month; ///< and with this one
    required<residue>              left_over;
    rounding                       rounds = rounding::half_up;
};

[[nodiscard]] constexpr std::string_view name_of(credit_method m) { return m == credit_method::level ? "level" : m == credit_method::pro_rata ? "pro_rata" : "first_dollar"; }
[[nodiscard]] constexpr std::string_view name_of(credit_months m) { return m == credit_months::billing ? "billing" : "service"; }
[[nodiscard]] constexpr std::string_view name_of(residue r) { return r == residue::refunded ? "refunded" : "lapses"; }

} // namespace ratable
