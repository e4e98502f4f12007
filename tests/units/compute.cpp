// SPDX-License-Identifier: BSL-1.0
#include <ratable/units/compute.hpp>

#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

using namespace ratable;
using namespace ratable::symbols;

namespace user_chips { // named, so that clang does not call its operator== unneeded

struct own_chip
{
    static constexpr std::string_view model() { return "own_chip_7"; }
    friend constexpr bool operator==(const own_chip&, const own_chip&) = default;
};
struct not_a_chip {};

} // namespace user_chips

namespace {

using user_chips::own_chip, user_chips::not_a_chip;

static_assert(sizeof(gpus<gb300>) == 8 && sizeof(gpu_hours<gb300>) == 8 && std::is_trivially_copyable_v<gpu_hours<any_accelerator>>);

template <gpu_hours<gb300> Block> struct reserved { static constexpr auto value = Block; };
static_assert(reserved<100 * gpu_h<gb300>>::value.count == 100);

template <class A, class B> concept adds       = requires(A a, B b) { a + b; };
template <class A, class B> concept multiplies = requires(A a, B b) { a * b; };
template <class A, class B> concept equates    = requires(A a, B b) { a == b; };
static_assert(adds<gpu_hours<h100>, gpu_hours<h100>> && !adds<gpu_hours<h100>, gpu_hours<gb300>> && !adds<gpus<h100>, gpus<gb300>> &&
              !adds<gpus<h100>, gpu_hours<h100>> && !equates<gpu_hours<h100>, gpu_hours<gb300>> && adds<gpu_hours<own_chip>, gpu_hours<own_chip>>);
static_assert(std::is_convertible_v<gpus<gb300>, gpus<any_accelerator>> && std::is_convertible_v<gpu_hours<gb300>, gpu_hours<any_accelerator>> &&
              !std::is_constructible_v<gpu_hours<gb300>, gpu_hours<any_accelerator>>);
static_assert(multiplies<gpus<h100>, hours> && multiplies<hours, gpus<h100>> && !multiplies<gpus<h100>, gpus<h100>> && !multiplies<gpu_hours<h100>, hours>);
static_assert(std::same_as<decltype(8 * gpu<h100> * (24 * hrs)), gpu_hours<h100>>);
static_assert(std::same_as<gpu_unit<h100>::dimension, gpu_unit<gb300>::dimension> && !std::same_as<gpu_unit<h100>::dimension, gpu_hour_unit<h100>::dimension>,
              "two kinds of one dimension: the compiler's advice is about kinds");
static_assert(!std::is_convertible_v<gpu_hours<h100>, gpu_hours<gb300>>);
static_assert(std::is_convertible_v<gb300, any_accelerator> && !std::is_convertible_v<std::string_view, any_accelerator> &&
              !std::is_constructible_v<any_accelerator, not_a_chip>);

constexpr bool test_hours()
{
    return 8 * gpu<h100> * (24 * hrs) == 192 * gpu_h<h100> && 2 * gpu_h<cs3> + 3 * gpu_h<cs3> == 5 * gpu_h<cs3> && 3 * gpu_h<b200> > 2 * gpu_h<b200> &&
           (6 * gpu_h<h200>) / (4 * gpu_h<h200>) == fraction(3, 2);
}

constexpr bool test_either_order() { return 24 * hrs * (8 * gpu<h100>) == 192 * gpu_h<h100> && 8 * gpu<h100> * (24 * hrs) == 192 * gpu_h<h100>; }

constexpr bool test_said_at_run_time()
{
    const gpus<any_accelerator>      rack = 72 * gpu<gb300>;
    const gpu_hours<any_accelerator> used = 5 * gpu_h<own_chip>;
    return rack == gpus<any_accelerator>(72, {gb300{}}) && used.in.kind == any_accelerator("own_chip_7") && rack * (2 * hrs) == gpu_hours<any_accelerator>(144 * gpu_h<gb300>) &&
           2 * hrs * rack == rack * (2 * hrs);
}

constexpr bool test_models()
{
    return h100::model() == "h100" && h200::model() == "h200" && b200::model() == "b200" && gb200::model() == "gb200" && gb300::model() == "gb300" &&
           cs3::model() == "cs3" && trainium2::model() == "trainium2";
}

constexpr bool test_run_time_kind()
{
    const any_accelerator from_type = gb300{}, own = own_chip{};
    const gpus<any_accelerator> rack(72, {from_type});
    return any_accelerator("gb300") == from_type && any_accelerator("h100") != from_type && from_type.model() == "gb300" && own.model() == "own_chip_7" &&
           any_accelerator("abcdefghijklm_9").model().size() == 15 && any_accelerator{}.model().empty() &&
           (rack * (2 * hrs)).in.kind == from_type && (rack * (2 * hrs)).count == 144;
}

static_assert(test_hours() && test_either_order() && test_said_at_run_time() && test_models() && test_run_time_kind());

} // namespace

TEST_CASE("accelerators and their hours are the same at compile time and at run time")
{
    CHECK(test_hours());
    CHECK(test_either_order());
    CHECK(test_said_at_run_time());
    CHECK(test_models());
    CHECK(test_run_time_kind());
}

TEST_CASE("a model name that is empty, too long or of other characters is refused")
{
    CHECK_REFUSED(invalid_terms, "accelerator: must be 1 to 15 of a-z, 0-9 and _; got \"GB300\"; write a model such as gb300", any_accelerator("GB300"));
    for (const char* model : {"", "abcdefghijklmno9", "gb-300", "gb 300", "gb300\n", "größe", "h100;"}) {
        INFO("model ", model);
        CHECK_THROWN(invalid_terms, any_accelerator(model));
    }
    CHECK_THROWN(invalid_terms, any_accelerator(std::string_view("h\0", 2)));
}

TEST_CASE("hours of two accelerators known at run time do not mix")
{
    gpu_hours<any_accelerator> a(10, {any_accelerator("h100")}), b(10, {any_accelerator("gb300")});
    CHECK_REFUSED(unlike_units, "quantity: two units do not mix; got h100-hours and gb300-hours; convert one with a stated factor first", a + b);
    CHECK_THROWN(unlike_units, a - b);
    CHECK_THROWN(unlike_units, a < b);
    CHECK_FALSE(a == b);
    CHECK((a + a).count == 20);
    CHECK_THROWN(unlike_units, gpus<any_accelerator>(1, {h100{}}) + gpus<any_accelerator>(1, {gb300{}}));
}

TEST_CASE("kinds and their hours have names")
{
    CHECK(to_string(any_accelerator("gb300")) == "gb300");
    CHECK(gpu_unit<h100>{}.name() == "h100");
    CHECK(gpu_hour_unit<h100>{}.name() == "h100-hours");
    CHECK(gpu_unit<any_accelerator>{}.name() == "GPU");
    CHECK(gpu_hour_unit<any_accelerator>{}.name() == "GPU-hours");
}

TEST_CASE("counts and hours are read with their accelerator, or with none")
{
    using any_gpu  = gpu_unit<any_accelerator>;
    using any_time = gpu_hour_unit<any_accelerator>;
    CHECK(parse_quantity<any_gpu>("100 GPU") == gpus<any_accelerator>(100));
    CHECK(parse_quantity<any_gpu>("72 gb300") == gpus<any_accelerator>(72 * gpu<gb300>));
    CHECK(parse_quantity<gpu_unit<gb300>>("72 gb300") == 72 * gpu<gb300>);
    CHECK(parse_quantity<any_time>("24 gb300-hours") == gpu_hours<any_accelerator>(24 * gpu_h<gb300>));
    CHECK(parse_quantity<any_time>("1 gb300-hour").count == 1);
    CHECK(parse_quantity<any_time>("24 GPU-hours") == gpu_hours<any_accelerator>(24));
    CHECK(parse_quantity<gpu_hour_unit<own_chip>>("1_000 own_chip_7-hours") == 1'000 * gpu_h<own_chip>);
    CHECK(to_string(1'000 * gpu<gb300>) == "1,000 gb300");
    CHECK(to_string(24 * gpu_h<gb300>) == "24 gb300-hours");
    CHECK(to_string(1 * gpu_h<gb300>) == "1 gb300-hour");
    CHECK(to_string(gpus<any_accelerator>(100)) == "100 GPU");
    CHECK(to_string(gpu_hours<any_accelerator>(0)) == "0 GPU-hours");
    CHECK(to_string(3'732'480 * gpu_h<gb300>, grouping::none) == "3732480 gb300-hours");
}

TEST_CASE("text that is no count of accelerators is refused")
{
    CHECK_REFUSED(parse_error, "1:1: accelerators: must be a number, an accelerator (a-z, 0-9 and _), or GPU where none is named; got \"72 GB300\"; write \"72 gb300\"",
                  parse_quantity<gpu_unit<any_accelerator>>("72 GB300"));
    CHECK_REFUSED(parse_error, "1:1: accelerator hours: must be a number, a unit (gb300-hours); got \"24 h100-hours\"; write \"24 gb300-hours\"",
                  parse_quantity<gpu_hour_unit<gb300>>("24 h100-hours"));
    CHECK_REFUSED(parse_error, "1:1: accelerators: must be a number, a unit (gb300); got \"72 GPU\"; write \"72 gb300\"", parse_quantity<gpu_unit<gb300>>("72 GPU"));
    CHECK_REFUSED(parse_error,
                  "1:1: accelerator hours: must be a number, an accelerator's hours, such as gb300-hours, or GPU-hours where none is named; got \"5 MW\"; write \"24 gb300-hours\"",
                  parse_quantity<gpu_hour_unit<any_accelerator>>("5 MW"));
    for (const char* text : {"", "72", "72 ", "gb300", "72gb300", "72 gb300 gross", "72 abcdefghijklmno9", "72  gb300", "72 gb-300", "72 größe", "x gb300"}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, parse_quantity<gpu_unit<any_accelerator>>(text));
    }
    for (const char* text : {"24 -hours", "24 gb300-hourss", "24 gb300 hours", "24 GPUs-hours", "24 gb300-hours "}) {
        INFO("text ", text);
        CHECK_THROWN(parse_error, parse_quantity<gpu_hour_unit<any_accelerator>>(text));
    }
    CHECK_THROWN(inexact, parse_quantity<gpu_unit<any_accelerator>>("0.5 gb300"));
    CHECK_THROWN(overflow, parse_quantity<gpu_unit<any_accelerator>>("9223372036854775808 gb300"));
}
