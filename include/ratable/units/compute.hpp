// SPDX-License-Identifier: BSL-1.0
/// Accelerators and their hours. An hour of one accelerator is no hour of another: the kind is in the type.
#pragma once

#include <ratable/units/power.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ratable {

/// Accelerators that the deals name; any other is a struct like these, or an any_accelerator.
#define RATABLE_ACCELERATOR(NAME)                                                                                       \
    struct NAME                                                                                                         \
    {                                                                                                                   \
        [[nodiscard]] static constexpr std::string_view model() { return #NAME; }                                       \
        friend constexpr bool operator==(const NAME&, const NAME&) = default;                                           \
    }
RATABLE_ACCELERATOR(h100);
RATABLE_ACCELERATOR(h200);
RATABLE_ACCELERATOR(b200);
RATABLE_ACCELERATOR(gb200);
RATABLE_ACCELERATOR(gb300);
RATABLE_ACCELERATOR(cs3);
RATABLE_ACCELERATOR(trainium2);
#undef RATABLE_ACCELERATOR

/// An accelerator known at run time: 1 to 15 of a–z, 0–9 and `_`.
class any_accelerator
{
public:
    constexpr any_accelerator() = default;
    /// Errors: invalid_terms if the name is longer, empty or has other characters.
    constexpr explicit any_accelerator(std::string_view model);
    template <class A> requires requires { A::model(); } && (!std::same_as<A, any_accelerator>)
    constexpr any_accelerator(A) : any_accelerator(A::model()) {} // NOLINT: says less in the type, loses nothing

    [[nodiscard]] constexpr std::string_view model() const { return {letters_, size_}; }
    // Not defaulted: g++ 14.2 evaluates a defaulted == of an array wrongly the second time in one constant expression.
    friend constexpr bool operator==(const any_accelerator& a, const any_accelerator& b) { return a.model() == b.model(); }

private:
    char        letters_[15] = {};
    std::size_t size_        = 0;
};

/// `gb300`.
inline std::string to_string(const any_accelerator& a) { return std::string(a.model()); }

/// A count of accelerators of one kind.
template <class Accelerator>
struct gpu_unit
{
    [[no_unique_address]] Accelerator kind{};
    [[nodiscard]] std::string name() const { return std::string(kind.model()); }
    friend constexpr bool operator==(const gpu_unit&, const gpu_unit&) = default;
    using dimension = struct gpu_dimension; // one for all kinds, so that two kinds get the advice for two kinds
};
/// One accelerator for one hour.
template <class Accelerator>
struct gpu_hour_unit
{
    [[no_unique_address]] Accelerator kind{};
    [[nodiscard]] std::string name() const { return std::string(kind.model()) + "-hours"; }
    friend constexpr bool operator==(const gpu_hour_unit&, const gpu_hour_unit&) = default;
    using dimension = struct gpu_hour_dimension;
};

template <class A>
struct product<gpu_unit<A>, hour>
{
    using type = gpu_hour_unit<A>;
    static constexpr type of(const gpu_unit<A>& g, const hour&) { return type{g.kind}; }
};

template <class Accelerator> using gpus      = quantity<gpu_unit<Accelerator>>;
template <class Accelerator> using gpu_hours = quantity<gpu_hour_unit<Accelerator>>;

namespace symbols {
using ratable::h100, ratable::h200, ratable::b200, ratable::gb200, ratable::gb300, ratable::cs3, ratable::trainium2;
template <class Accelerator> inline constexpr unit_symbol<gpu_unit<Accelerator>> gpu{1};
template <class Accelerator> inline constexpr unit_symbol<gpu_hour_unit<Accelerator>> gpu_h{1};
} // namespace symbols

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {
[[noreturn]] inline void refuse_accelerator(std::string_view model)
{
    throw invalid_terms({"accelerator", "must be 1 to 15 of a-z, 0-9 and _", std::string("\"") + std::string(model.substr(0, 32)) + "\"", "write a model such as gb300"});
}
} // namespace detail

constexpr any_accelerator::any_accelerator(std::string_view model) : size_(model.size())
{
    if (model.empty() || model.size() > sizeof letters_) detail::refuse_accelerator(model);
    for (std::size_t i = 0; i < model.size(); ++i) {
        const char c = model[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) detail::refuse_accelerator(model);
        letters_[i] = c;
    }
}

} // namespace ratable
