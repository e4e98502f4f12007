// SPDX-License-Identifier: BSL-1.0
/// A deal file with nothing wrong in it, and a way to break it.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tests {

inline constexpr std::string_view good_deal = R"(format   = 1
name     = "Example"
currency = "USD"
known_on = 2026-01-15

[term]
start  = 2026-02-01
length = "2 years"
known  = "disclosed"
source = "order form"

[consideration]
headline = "24000000 USD"
known    = "disclosed"
source   = "order form"

[[tranches]]
name       = "Hall A"
in_service = 2026-02-01
capacity   = "5 MW critical_it"
known      = "disclosed"
source     = "order form"
)";

/// The text with the first occurrence of each `from` replaced. An empty `from` stands for the end of the text.
inline std::string edited(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string_view>> edits)
{
    std::string result(text);
    for (const auto& [from, to] : edits) {
        const std::size_t at = from.empty() ? result.size() : result.find(from);
        if (at == std::string::npos) throw std::logic_error("nothing to edit: " + std::string(from));
        result.replace(at, from.size(), to);
    }
    return result;
}

inline std::string good_deal_but(std::initializer_list<std::pair<std::string_view, std::string_view>> edits) { return edited(good_deal, edits); }

} // namespace tests
