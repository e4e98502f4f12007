// SPDX-License-Identifier: BSL-1.0
/// Accelerators and their hours. An hour of one accelerator is no hour of another: the kind is in the type.
#pragma once

#include <ratable/units/power.hpp>

#include <cstddef>
#include <optional>
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

/// An accelerator known at run time: 1 to 15 of a–z, 0–9 and `_`. `any_accelerator{}` is one that is not named: GPU.
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

namespace detail {
/// The model that an error's example shows.
template <class Accelerator>
std::string model_shown()
{
    if constexpr (std::same_as<Accelerator, any_accelerator>) return "gb300";
    else return std::string(Accelerator::model());
}

/// What a count of accelerators and their hours share: the kind, and how text names it.
template <class Accelerator>
struct unit_of_kind
{
    [[no_unique_address]] Accelerator kind{};

    constexpr unit_of_kind() = default;
    constexpr unit_of_kind(Accelerator k) : kind(k) {} // NOLINT: {gb300{}} names the unit
    friend constexpr bool operator==(const unit_of_kind&, const unit_of_kind&) = default;

    [[nodiscard]] constexpr std::string_view        before_symbol() const { return kind.model().empty() ? std::string_view("GPU") : kind.model(); }
    [[nodiscard]] static constexpr std::string_view after_symbol() { return ""; }

protected:
    [[nodiscard]] static constexpr std::optional<Accelerator> kind_named(std::string_view before, std::string_view after);
};
} // namespace detail

/// A count of accelerators of one kind.
template <class Accelerator>
struct gpu_unit : detail::unit_of_kind<Accelerator>
{
    using dimension = struct gpu_dimension; // one for all kinds, so that two kinds get the advice for two kinds
    using detail::unit_of_kind<Accelerator>::unit_of_kind;
    template <class A> requires (std::same_as<Accelerator, any_accelerator> && !std::same_as<A, any_accelerator>)
    constexpr gpu_unit(const gpu_unit<A>& x) : gpu_unit(any_accelerator(x.kind)) {} // NOLINT: says less in the type, loses nothing

    [[nodiscard]] std::string name() const { return std::string(this->before_symbol()); }
    friend constexpr bool operator==(const gpu_unit&, const gpu_unit&) = default;

    static constexpr symbol_line symbols[] = {{"", 1}};
    [[nodiscard]] static constexpr std::optional<gpu_unit> from_text(std::string_view before, std::string_view after)
    {
        const auto kind = gpu_unit::kind_named(before, after);
        return kind ? std::optional<gpu_unit>(gpu_unit(*kind)) : std::nullopt;
    }
    [[nodiscard]] static std::string subject() { return "accelerators"; }
    [[nodiscard]] static std::string expected();
    [[nodiscard]] static std::string example() { return std::string("\"72 ") + detail::model_shown<Accelerator>() + "\""; }
};
/// One accelerator for one hour.
template <class Accelerator>
struct gpu_hour_unit : detail::unit_of_kind<Accelerator>
{
    using dimension = struct gpu_hour_dimension;
    using detail::unit_of_kind<Accelerator>::unit_of_kind;
    template <class A> requires (std::same_as<Accelerator, any_accelerator> && !std::same_as<A, any_accelerator>)
    constexpr gpu_hour_unit(const gpu_hour_unit<A>& x) : gpu_hour_unit(any_accelerator(x.kind)) {} // NOLINT: says less in the type, loses nothing

    [[nodiscard]] std::string name() const { return std::string(this->before_symbol()) + "-hours"; }
    friend constexpr bool operator==(const gpu_hour_unit&, const gpu_hour_unit&) = default;

    static constexpr symbol_line symbols[] = {{"-hour", 1, true}};
    [[nodiscard]] static constexpr std::optional<gpu_hour_unit> from_text(std::string_view before, std::string_view after)
    {
        const auto kind = gpu_hour_unit::kind_named(before, after);
        return kind ? std::optional<gpu_hour_unit>(gpu_hour_unit(*kind)) : std::nullopt;
    }
    [[nodiscard]] static std::string subject() { return "accelerator hours"; }
    [[nodiscard]] static std::string expected();
    [[nodiscard]] static std::string example() { return std::string("\"24 ") + detail::model_shown<Accelerator>() + "-hours\""; }
};

template <class A>
struct product<gpu_unit<A>, hour>
{
    using type = gpu_hour_unit<A>;
    static constexpr type of(const gpu_unit<A>& g, const hour&) { return type{g.kind}; }
};
template <class A>
struct product<hour, gpu_unit<A>>
{
    using type = gpu_hour_unit<A>;
    static constexpr type of(const hour&, const gpu_unit<A>& g) { return type{g.kind}; }
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

constexpr bool is_model(std::string_view model)
{
    for (const char c : model) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    }
    return !model.empty() && model.size() <= 15;
}

template <class Accelerator>
constexpr std::optional<Accelerator> unit_of_kind<Accelerator>::kind_named(std::string_view before, std::string_view after)
{
    if (!after.empty()) return std::nullopt;
    if constexpr (std::same_as<Accelerator, any_accelerator>) {
        if (before == "GPU") return any_accelerator{};
        return is_model(before) ? std::optional<any_accelerator>(any_accelerator(before)) : std::nullopt;
    } else {
        return before == Accelerator::model() ? std::optional<Accelerator>(Accelerator{}) : std::nullopt;
    }
}

} // namespace detail

template <class Accelerator>
std::string gpu_unit<Accelerator>::expected()
{
    if constexpr (std::same_as<Accelerator, any_accelerator>) return "an accelerator (a-z, 0-9 and _), or GPU where none is named";
    else return std::string("a unit (") + std::string(Accelerator::model()) + ")";
}

template <class Accelerator>
std::string gpu_hour_unit<Accelerator>::expected()
{
    if constexpr (std::same_as<Accelerator, any_accelerator>) return "an accelerator's hours, such as gb300-hours, or GPU-hours where none is named";
    else return std::string("a unit (") + std::string(Accelerator::model()) + "-hours)";
}

constexpr any_accelerator::any_accelerator(std::string_view model) : size_(model.size())
{
    if (model.size() > sizeof letters_ || !detail::is_model(model)) detail::refuse_accelerator(model);
    for (std::size_t i = 0; i < model.size(); ++i) letters_[i] = model[i];
}

} // namespace ratable
