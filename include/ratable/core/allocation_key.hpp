// SPDX-License-Identifier: BSL-1.0
/// The allocation key: what a total is split by, checked and prepared once.
#pragma once

#include <ratable/core/integer.hpp>
#include <ratable/core/part.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <vector>

namespace ratable {

namespace detail {

/// A container of other integers, or of what has a count: decimals, money, quantities.
template <class Weights>
concept counted_weights = requires(const Weights& weights) {
    requires allocatable<std::remove_cvref_t<decltype(*weights.begin())>> || whole_number<std::remove_cvref_t<decltype(*weights.begin())>>;
    requires !std::same_as<std::remove_cvref_t<decltype(*weights.begin())>, std::int64_t>;
    weights.end();
};

/// What the kernels read. C_k is the sum of the first k weights, D the sum of all; each table has an entry for k = 0 … n.
struct allocation_tables
{
    std::vector<std::int64_t>  running;     ///< C_k
    std::vector<std::uint32_t> day_running; ///< C_k, where D < 2^15
    std::vector<std::uint32_t> day_shares;  ///< ⌈2^31·C_k / D⌉, where D < 2^15
    std::vector<std::uint64_t> shares;      ///< ⌊2^64·C_k / D⌋, at most 2^64 − 1, where 2^15 ≤ D
    std::vector<double>        estimates;   ///< the leading 53 bits of `shares`, as a number below 1
};

} // namespace detail

/// Weights that totals are split by, as a set of books names them: days, MW-months, GPU-hours, head count.
///
/// Shape:   n weights in their order; built once, read by any number of `allocate` calls and threads.
/// Units:   counts of anything; decimals, money and quantities count in their units in the last place.
/// Errors:  invalid_terms if there are no weights or they sum to zero; overflow if one, or a sum of the first k, is outside 64 bits;
///          unlike_units if weights in run-time currencies or units differ in them.
///
///     const allocation_key quarter{31, 28, 31};
///     allocate(10'000, quarter)   // 3444, 3112, 3444
class allocation_key
{
public:
    constexpr explicit allocation_key(std::span<const std::int64_t> weights);
    constexpr allocation_key(std::initializer_list<std::int64_t> weights) : allocation_key(std::span<const std::int64_t>(weights.begin(), weights.size())) {}
    template <detail::counted_weights Weights>
    constexpr explicit allocation_key(const Weights& weights) : allocation_key(std::span<const std::int64_t>(counts_of(weights))) {}

    [[nodiscard]] constexpr std::size_t  size() const { return tables_.running.size() - 1; }
    [[nodiscard]] constexpr std::int64_t sum() const { return tables_.running.back(); }
    [[nodiscard]] constexpr std::int64_t weight(std::size_t k) const { return tables_.running[k + 1] - tables_.running[k]; }

    /// For ratable's own kernels.
    [[nodiscard]] constexpr const detail::allocation_tables& tables() const { return tables_; }

private:
    template <class Weights>
    static constexpr std::vector<std::int64_t> counts_of(const Weights& weights);

    detail::allocation_tables tables_;
};

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::int64_t day_limit = std::int64_t{1} << 15; ///< the day kernel's D is below

[[noreturn]] inline void refuse_weights(const char* rule, const char* remedy) { throw invalid_terms({"allocation", rule, "", remedy}); }

struct weight_summary
{
    std::int64_t sum          = 0;
    bool         any_negative = false;
};

/// Errors: as of `allocation_key`.
constexpr weight_summary summarize_weights(std::span<const std::int64_t> weights)
{
    if (weights.empty()) refuse_weights("needs at least one weight", "there is nothing to allocate to");
    weight_summary found;
    bool           any = false;
    for (const std::int64_t weight : weights) {
        found.any_negative = found.any_negative || weight < 0;
        any                = any || weight != 0;
        found.sum          = checked_add(found.sum, weight);
    }
    if (!any) refuse_weights("at least one weight must be positive", "there is nothing to allocate by");
    if (found.sum == 0) refuse_weights("weights must not sum to zero", "allocate by weights of one sign, or in two steps");
    return found;
}

} // namespace detail

constexpr allocation_key::allocation_key(std::span<const std::int64_t> weights)
{
    const auto [sum, any_negative] = detail::summarize_weights(weights);
    tables_.running.reserve(weights.size() + 1);
    tables_.running.push_back(0);
    for (const std::int64_t weight : weights) tables_.running.push_back(tables_.running.back() + weight);
    if (any_negative) return;

    const auto d = static_cast<std::uint64_t>(sum);
    if (sum < detail::day_limit) {
        tables_.day_running.reserve(tables_.running.size());
        tables_.day_shares.reserve(tables_.running.size());
        for (const std::int64_t c : tables_.running) {
            tables_.day_running.push_back(static_cast<std::uint32_t>(c));
            tables_.day_shares.push_back(static_cast<std::uint32_t>(((static_cast<std::uint64_t>(c) << 31) + d - 1) / d));
        }
        return;
    }
    tables_.shares.reserve(tables_.running.size());
    tables_.estimates.reserve(tables_.running.size());
    for (const std::int64_t c : tables_.running) {
        const uint128 share = (static_cast<uint128>(c) << 64) / d;
        tables_.shares.push_back(c == sum ? ~std::uint64_t{0} : static_cast<std::uint64_t>(share));
        tables_.estimates.push_back(static_cast<double>(static_cast<std::int64_t>(tables_.shares.back() >> 11)) * 0x1p-53);
    }
}

template <class Weights>
constexpr std::vector<std::int64_t> allocation_key::counts_of(const Weights& weights)
{
    std::vector<std::int64_t> counts;
    for (const auto& weight : weights) {
        using kind = std::remove_cvref_t<decltype(weight)>;
        if constexpr (whole_number<kind>) {
            counts.push_back(checked_cast<std::int64_t>(static_cast<int128>(weight)));
        } else {
            static_cast<void>(*weights.begin() <=> weight); // two currencies or units known at run time have no order, and no proportion: unlike_units
            counts.push_back(part_traits<kind>::units(weight));
        }
    }
    return counts;
}

} // namespace ratable
