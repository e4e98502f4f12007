// SPDX-License-Identifier: BSL-1.0
// Deal files, for the example programs: one deal, or its versions.
#pragma once

#include "command_line.hpp"

#include <ratable/io/any_contract.hpp>
#include <ratable/valuation/interest_rate.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace command_line {

/// As ratable::load_deal, which is compiled once, in deals.cpp.
ratable::deal_file load_deal(const std::string& path);

/// Files that are versions of one deal. Refused: another deal's file, another currency's.
std::vector<ratable::deal_file> load_versions(const std::vector<std::string>& paths);

/// The latest version that was known on a day. Refused where there is none; `subject` is who asks.
const ratable::deal_file& known_version(const std::vector<ratable::deal_file>& versions, const ratable::year_month_day& day, const std::string& subject);

/// The contracts of versions, which are all of type `C`.
template <ratable::currency C>
std::vector<ratable::contract<C>> contracts_of(const std::vector<ratable::deal_file>& versions)
{
    std::vector<ratable::contract<C>> contracts;
    for (const ratable::deal_file& file : versions) contracts.push_back(std::get<ratable::contract<C>>(file.contract));
    return contracts;
}

/// A rate of interest: `8%`, `8 %` or `0.08`. Refused: 1 or more without a %, for 8 is rarely 800 %.
ratable::rate_of_interest parse_rate(std::string_view text);

} // namespace command_line
