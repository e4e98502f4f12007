// SPDX-License-Identifier: BSL-1.0
/// Tranches: blocks of capacity that enter service on dates of their own.
#pragma once

#include <ratable/calendar/date.hpp>
#include <ratable/core/rounding.hpp>
#include <ratable/terms/provenance.hpp>
#include <ratable/core/required.hpp>
#include <ratable/units/compute.hpp>
#include <ratable/units/power.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratable {

/// What a slip does to a tranche's end.
enum class slipped_end {
    follows, ///< it moves too: the length is kept
    fixed,   ///< it stays: the length is lost
};
[[nodiscard]] constexpr std::string_view name_of(slipped_end e) { return e == slipped_end::follows ? "follows" : "fixed"; }

/// Capacity that grows by the same part each day, to its full amount on the last of `days`.
/// Rounds:  each day's capacity to a whole watt, as `to_watts` says.
struct linear_ramp
{
    required<date::days> days;
    required<rounding>   to_watts;
};

/// One block of capacity. Bare values take the statement of the list around them.
struct tranche
{
    std::string                              name = {};                  ///< what it is called; two of one name must not overlap in time
    required<stated<year_month_day>>         in_service;                 ///< first day in service, as planned
    required<stated<power<any_basis>>>       capacity;                   ///< with its MW basis, if that is known
    stated<year_month_day>                   end                   = {}; ///< first day no longer in service; left out: the term's end
    stated<any_accelerator>                  accelerator           = {};
    stated<power<any_basis>>                 power_per_accelerator = {}; ///< turns MW into accelerators; on the capacity's basis
    stated<date::days>                       slip                  = {}; ///< by which service starts later than planned
    std::optional<slipped_end>               end_on_slip           = {}; ///< needed with a slip or an acceptance, where the end is stated
    stated<year_month_day>                   ready_for_service     = {}; ///< declared by the provider: service starts on this day, whatever was planned
    stated<year_month_day>                   acceptance            = {}; ///< by the customer: service, and its fees, start on this day
    std::optional<linear_ramp>               ramp_up               = {}; ///< left out: all of it on the first day
    std::optional<year_month_day>            valued_until          = {}; ///< by an extension that was exercised: what it adds is no part of the value that was prepaid
};

using tranches = std::vector<tranche>;

/// A list of tranches, written in braces: `assumed({{.in_service = …, .capacity = 250 * MW}, …}, "why")`.
/// Templates, so that only who writes such a list pays for compiling it.
template <class List = tranches>
[[nodiscard]] stated<List> disclosed(std::initializer_list<typename List::value_type> list, std::string_view source) { return disclosed(List(list), source); }
template <class List = tranches>
[[nodiscard]] stated<List> reported(std::initializer_list<typename List::value_type> list, std::string_view source) { return reported(List(list), source); }
template <class List = tranches>
[[nodiscard]] stated<List> assumed(std::initializer_list<typename List::value_type> list, std::string_view source) { return assumed(List(list), source); }

} // namespace ratable
