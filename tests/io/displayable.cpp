// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/displayable.hpp>

#include <doctest/doctest.h>

#include <string>

using ratable::displayable, ratable::displayed;

namespace {

constexpr bool plain_text_is_displayable()
{
    return displayable("") && displayable("OpenAI–AWS €38 bn, 北京") && displayable("\U0001F600") && displayable("\xF4\x8F\xBF\xBF") && displayable("\xED\x9F\xBF");
}
static_assert(plain_text_is_displayable());

constexpr bool what_could_lie_is_not()
{
    return !displayable("\x1b[31m") && !displayable("two\nlines") && !displayable("\x7f") && !displayable("\xC2\x85") && !displayable("a\xE2\x80\xAE"
                                                                                                                                     "b") &&
           !displayable("\xE2\x81\xA6") && !displayable("\xE2\x80\xA8") && !displayable("\xD8\x9C");
}
static_assert(what_could_lie_is_not());

constexpr bool malformed_utf8_is_not()
{
    return !displayable("\xFF") && !displayable("\x80") && !displayable("\xC3") && !displayable("\xC0\xAF") && !displayable("\xE0\x80\xAF") &&
           !displayable("\xED\xA0\x80") && !displayable("\xF4\x90\x80\x80") && !displayable("\xF0\x80\x80\xAF") && !displayable("\xE2\x82");
}
static_assert(malformed_utf8_is_not());

} // namespace

TEST_CASE("text in any script is displayable; control characters, turned writing and malformed UTF-8 are not")
{
    CHECK(plain_text_is_displayable());
    CHECK(what_could_lie_is_not());
    CHECK(malformed_utf8_is_not());
}

TEST_CASE("text that is not displayable is shown in ASCII, byte by byte")
{
    CHECK(displayed("müller.toml") == "müller.toml");
    CHECK(displayed("a\x1b[31m.toml") == "a?[31m.toml");
    CHECK(displayed("ü\n") == "???");
    CHECK(displayed("\xFF\"~") == "?\"~");
}
