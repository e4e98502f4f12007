// SPDX-License-Identifier: BSL-1.0
// docs/deal-file.md is the specification; what it says of one key is in deal_file_contract.cpp.
#include <ratable/io/deal_file.hpp>

#include "../support/deal_text.hpp"
#include "../support/refused.hpp"
#include "../support/scratch.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using tests::good_deal, tests::good_deal_but;

namespace {

using dollars = contract<any_currency<2>>;

dollars load(std::string_view text) { return std::get<dollars>(parse_deal(text, "deals/x.toml")); }

/// All that the loader has to say, without the file's name, or nothing.
std::string refusal(std::string_view text)
{
    try {
        static_cast<void>(parse_deal(text, "x"));
        return "";
    } catch (const invalid_deal_file& e) {
        return e.what();
    }
}

/// Whether a text is as the pattern says, in which * stands for whatever toml++ calls it.
bool like(std::string_view text, std::string_view pattern)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return text == pattern;
    if (text.substr(0, star) != pattern.substr(0, star)) return false;
    for (std::size_t rest = star; rest <= text.size(); ++rest) {
        if (like(text.substr(rest), pattern.substr(star + 1))) return true;
    }
    return false;
}

struct refused_edit
{
    std::string what;
    std::string text;
    std::string says;
};

std::string repeated(std::string_view text, std::size_t times)
{
    std::string out;
    for (; times > 0; --times) out += text;
    return out;
}

const std::string another_hall = "\n[[tranches]]\nname = \"Hall A\"\nin_service = 2027-02-01\ncapacity = \"5 MW critical_it\"\nknown = \"disclosed\"\nsource = \"order form\"\n";
const std::string view         = "\n[[views]]\namount = \"20779220.78 EUR\"\nrate = \"1.1550 USD/EUR\"\ndate = 2026-01-15\nknown = \"reported\"\nsource = \"press\"\n";

std::string with_view(std::initializer_list<std::pair<std::string_view, std::string_view>> edits)
{
    const std::string text(good_deal);
    return tests::edited(text + tests::edited(view, edits), {{"headline = \"24000000 USD\"", "headline = { value = \"24000000 USD\", rounded_to = \"1000 USD\" }"}});
}

} // namespace

TEST_CASE("All files of the documentation and all four deals load")
{
    for (const char* path : {"examples/deal_file/minimal.toml", "examples/deal_file/shapes.toml", "examples/deal_file/clauses.toml", "examples/deals/openai-aws.toml", "examples/deals/openai-cerebras.toml",
                             "examples/deals/microsoft-iren.toml", "examples/deals/microsoft-lambda.toml"}) {
        INFO(path);
        const deal_file file = load_deal(path);
        CHECK(file.path == path);
        CHECK(file.sha256 == sha256_hex(tests::bytes_of(path)));
        CHECK(std::visit([](const auto& c) { return validate(c).size(); }, file.contract) == 0);
    }
    const auto aws = std::get<dollars>(load_deal("examples/deals/openai-aws.toml").contract);
    CHECK(to_string(aws.consideration.value()) == "USD 38,000,000,000.00");
    CHECK(to_string(aws.term.value()) == "2025-11-03 to before 2032-11-03");
    CHECK(aws.id == "openai-aws");
    const auto minimal = std::get<dollars>(load_deal("examples/deal_file/minimal.toml").contract);
    CHECK(minimal.id == "minimal"); // the file's stem
    CHECK(minimal.version == 1);
}

TEST_CASE("A file that starts with a byte order mark, or ends its lines like Windows, loads the same")
{
    const auto plain = load(good_deal);
    CHECK(load("\xEF\xBB\xBF" + std::string(good_deal)).name == plain.name);
    std::string windows;
    for (const char c : good_deal) windows += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(load(windows).consideration.value() == plain.consideration.value());
}

TEST_CASE("A currency of 0, 2, 3 or 4 digits loads to the contract of that many")
{
    const auto in = [](const char* code, const char* amount) {
        return parse_deal(good_deal_but({{"\"USD\"", "\"" + std::string(code) + "\""}, {"24000000 USD", std::string(amount) + " " + code}}), "x.toml");
    };
    CHECK(to_string(std::get<contract<any_currency<0>>>(in("JPY", "24000000")).consideration.value()) == "JPY 24,000,000");
    CHECK(to_string(std::get<contract<any_currency<2>>>(in("EUR", "24000000.05")).consideration.value()) == "EUR 24,000,000.05");
    CHECK(to_string(std::get<contract<any_currency<3>>>(in("KWD", "24000000.125")).consideration.value()) == "KWD 24,000,000.125");
    CHECK(to_string(std::get<contract<any_currency<4>>>(in("CLF", "24000000.1234")).consideration.value()) == "CLF 24,000,000.1234");
    CHECK_THROWN(invalid_deal_file, in("JPY", "24000000.5"));
    CHECK_THROWN(invalid_deal_file, in("KWD", "24000000.1234"));
}

TEST_CASE("The text around a bad value does not matter: every refusal is its whole line")
{
    const refused_edit cases[] = {
        // -- the document --
        {"an unknown key", good_deal_but({{"capacity ", "capasity "}}),
         "x:20:1: tranches[0].capasity: is no key of the format; did you mean capacity?"},
        {"an unknown key near none", good_deal_but({{"known_on", "colour = \"red\"\nknown_on"}}),
         "x:4:1: colour: is no key of the format; the keys here are: format, id, version, name, currency, customer, provider, signed, known_on, effective, term, consideration, tranches, "
         "pricing, billing, spend, prepayment, delay, service_level, power, availability, options, termination, views"},
        {"an unknown table", good_deal_but({{"[[tranches]]", "[prices]\nper_hour = \"2.98 USD\"\n\n[[tranches]]"}}),
         "x:17:2: prices: is no key of the format; did you mean pricing?"},
        {"a missing key", good_deal_but({{"in_service = 2026-02-01\n", ""}}),
         "x:17:1: tranches[0].in_service: is required; write it, or { unknown = \"why\" }"},
        {"a misspelt required key", good_deal_but({{"headline", "headlin"}}),
         "x:13:1: consideration.headlin: is no key of the format; did you mean headline?"},
        {"no format", good_deal_but({{"format   = 1\n", ""}}),
         "x:1:1: format: is required; write format = 1"},
        {"another format", good_deal_but({{"format   = 1", "format   = 2"}}),
         "x:1:12: format: must be a version that is known; got 2; write format = 1"},
        {"a format in quotes", good_deal_but({{"format   = 1", "format   = \"1\""}}),
         "x:1:12: format: must be a version that is known; got \"1\"; write format = 1"},
        {"no currency", good_deal_but({{"currency = \"USD\"\n", ""}}),
         "x:1:1: currency: is required; write currency = \"USD\""},
        {"no such currency", good_deal_but({{"\"USD\"", "\"XYZ\""}}),
         "x:3:12: currency: must be a current ISO 4217 code; got \"XYZ\"; write such as \"USD\""},
        {"a currency in small letters", good_deal_but({{"\"USD\"", "\"usd\""}}),
         "x:3:12: currency: must be a current ISO 4217 code; got \"usd\"; write such as \"USD\""},
        {"no name", good_deal_but({{"name     = \"Example\"\n", ""}}),
         "x:1:1: name: is required; write name = \"…\""},
        {"an empty name", good_deal_but({{"\"Example\"", "\"\""}}),
         "x:2:12: name: must not be empty; got \"\"; write it, or leave the key out"},
        {"a name that is a number", good_deal_but({{"\"Example\"", "7"}}),
         "x:2:12: name: must be text; got 7; write it in quotes"},
        {"a name too long", good_deal_but({{"Example", std::string(4097, 'x')}}),
         "x:2:12: name: must not be longer than 4,096 bytes; got 4097 bytes; shorten it"},
        {"no day of becoming known", good_deal_but({{"known_on = 2026-01-15\n", ""}}),
         "x:1:1: known_on: is required; write the day it became public, such as 2025-11-03"},
        {"a version of zero", good_deal_but({{"format   = 1", "format   = 1\nversion = 0"}}),
         "x:2:11: version: must be a whole number from 1; got 0; write version = 1"},
        {"a version as a float", good_deal_but({{"format   = 1", "format   = 1\nversion = 1.0"}}),
         "x:2:11: version: must be a whole number from 1; got 1.0; write version = 1"},
        {"an id with a blank", good_deal_but({{"format   = 1", "format   = 1\nid = \"a b\""}}),
         "x:2:6: id: must be of a–z, 0–9, _ and -, and not begin with -; got \"a b\"; write such as \"openai-aws\""},
        {"an id with a capital", good_deal_but({{"format   = 1", "format   = 1\nid = \"Acme\""}}),
         "x:2:6: id: must be of a–z, 0–9, _ and -, and not begin with -; got \"Acme\"; write such as \"openai-aws\""},
        {"nothing at all", "",
         "x:1:1: format: is required; write format = 1"},
        {"only a comment", "# nothing\n",
         "x:1:1: format: is required; write format = 1"},
        // -- what TOML refuses --
        {"no TOML", "format = = 1\n",
         "x:1:10: TOML: *; correct the syntax"},
        {"a table header without a key", good_deal_but({{"[term]", "[=]"}}),
         "x:6:*: TOML: *; correct the syntax"},
        {"three brackets", good_deal_but({{"[[tranches]]", "[[[tranches]]]"}}),
         "x:17:*: TOML: *; correct the syntax"},
        {"a key given twice", good_deal_but({{"known_on", "name = \"Again\"\nknown_on"}}),
         "x:4:8: TOML: *; correct the syntax"},
        {"a table given twice", good_deal_but({{"", "\n[term]\nlength = \"3 years\"\n"}}),
         "x:24:1: TOML: *; correct the syntax"},
        {"invalid UTF-8", good_deal_but({{"Example", "Ex\xff" "ample"}}),
         "x:2:14: TOML: *; correct the syntax"},
        {"an overlong slash", good_deal_but({{"Example", "Ex\xc0\xaf"}}),
         "x:2:14: TOML: *; correct the syntax"},
        {"a surrogate", good_deal_but({{"Example", "Ex\xed\xa0\x80"}}),
         "x:2:14: TOML: *; correct the syntax"},
        {"a raw control character", good_deal_but({{"Example", "Ex\x1b[31m"}}),
         "x:2:15: TOML: *; correct the syntax"},
        {"a NUL", good_deal_but({{"Example", std::string_view("Ex\0", 3)}}),
         "x:2:15: TOML: *; correct the syntax"},
        {"a control character in a key", good_deal_but({{"name  ", "na\x1bme"}}),
         "x:2:3: TOML: *; correct the syntax"},
        {"an exponent bomb as a float", good_deal_but({{"\"24000000 USD\"", "1e999999999"}}),
         "x:13:23: TOML: *; correct the syntax"},
        {"an integer beyond 64 bits", good_deal_but({{"format   = 1", "format   = 99999999999999999999"}}),
         "x:1:32: TOML: *; correct the syntax"},
        // -- texts --
        {"an escaped control character", good_deal_but({{"Example", "Ex\\u001b[31m"}}),
         "x:2:12: name: must not hold control characters; got text with some; leave them out"},
        {"an escaped C1 control", good_deal_but({{"Example", "Ex\\u009b31m"}}),
         "x:2:12: name: must not hold control characters; got text with some; leave them out"},
        {"a bidi override", good_deal_but({{"Example", "Ex\xe2\x80\xae" "ample"}}),
         "x:2:12: name: must not hold control characters; got text with some; leave them out"},
        {"a bidi isolate", good_deal_but({{"Example", "Ex\\u2066ample"}}),
         "x:2:12: name: must not hold control characters; got text with some; leave them out"},
        {"a line separator", good_deal_but({{"order form", "order\\u2028form"}}),
         "x:6:1: term: must have a source; write source = \"…\", here or in its table\n"
         "x:10:10: term.source: must not hold control characters; got text with some; leave them out"},
        {"a text over two lines", good_deal_but({{"\"Example\"", "\"\"\"Exa\nmple\"\"\""}}),
         "x:2:12: name: must not hold control characters; got text with some; leave them out"},
        // -- money --
        {"a float", good_deal_but({{"\"24000000 USD\"", "24000000.00"}}),
         "x:13:12: consideration.headline: must not be a binary float, which is not exact; got 24000000.00; write \"38000000000.00 USD\""},
        {"an integer", good_deal_but({{"\"24000000 USD\"", "24000000"}}),
         "x:13:12: consideration.headline: must be text with its unit; got 24000000; write \"38000000000.00 USD\""},
        {"another currency", good_deal_but({{"24000000 USD", "24000000 EUR"}}),
         "x:13:12: consideration.headline: must be an amount, a space and the currency USD; got \"24000000 EUR\"; write \"38000000000.00 USD\""},
        {"no currency", good_deal_but({{"24000000 USD", "24000000"}}),
         "x:13:12: consideration.headline: must be an amount, a space and the currency USD; got \"24000000\"; write \"38000000000.00 USD\""},
        {"commas", good_deal_but({{"24000000 USD", "24,000,000 USD"}}),
         "x:13:12: consideration.headline: is not a plain decimal number; got \"24,000,000 USD\"; write digits, at most one point, no exponent: 38000000000.00"},
        {"an exponent", good_deal_but({{"24000000 USD", "2.4e7 USD"}}),
         "x:13:12: consideration.headline: is not a plain decimal number; got \"2.4e7 USD\"; write digits, at most one point, no exponent: 38000000000.00"},
        {"an exponent bomb", good_deal_but({{"24000000 USD", "1e999999999 USD"}}),
         "x:13:12: consideration.headline: is not a plain decimal number; got \"1e999999999 USD\"; write digits, at most one point, no exponent: 38000000000.00"},
        {"too many decimals", good_deal_but({{"24000000 USD", "24000000.001 USD"}}),
         "x:13:12: consideration.headline: has digits beyond its 2 after the point, at column 12; got \"24000000.001 USD\"; leave them out, or round where a term names it"},
        {"ten to the thirtieth", good_deal_but({{"24000000 USD", "1" + std::string(30, '0') + " USD"}}),
         "x:13:12: consideration.headline: must fit 64 bits of its smallest unit; got \"1000000000000000000000000000000 USD\"; write a smaller amount"},
        {"a number of a hundred digits", good_deal_but({{"24000000 USD", "1" + std::string(99, '0') + " USD"}}),
         "x:13:12: consideration.headline: is longer than 64 characters; got \"10000000000000000000000000000000000000000000000000000000…; write digits, at most one point, no exponent: 38000000000.00"},
        {"one more than 64 bits of cents", good_deal_but({{"24000000 USD", "92233720368547758.08 USD"}}),
         "x:13:12: consideration.headline: must fit 64 bits of its smallest unit; got \"92233720368547758.08 USD\"; write a smaller amount"},
        {"zero", good_deal_but({{"24000000 USD", "0 USD"}}),
         "x:13:12: consideration.headline: must be positive; got USD 0.00; write the amount that is due"},
        {"a negative amount", good_deal_but({{"24000000 USD", "-1 USD"}}),
         "x:13:12: consideration.headline: must be positive; got USD -1.00; write the amount that is due"},
        {"an infinity", good_deal_but({{"\"24000000 USD\"", "inf"}}),
         "x:13:12: consideration.headline: must not be a binary float, which is not exact; got inf; write \"38000000000.00 USD\""},
        {"committed more than the headline", good_deal_but({{"headline", "committed = \"24000001 USD\"\nheadline"}}),
         "x:13:13: consideration.committed: must not exceed the consideration; got USD 24,000,001.00; commit less, or state the consideration that it is part of"},
        {"up to less than the headline", good_deal_but({{"headline", "up_to = \"23000000 USD\"\nheadline"}}),
         "x:13:9: consideration.up_to: must not be less than the consideration; got USD 24,000,000.00; include the consideration in it"},
        // -- the term --
        {"30 February", good_deal_but({{"2026-02-01", "2025-02-30"}}),
         "x:7:20: TOML: *; correct the syntax"},
        {"a quoted date", good_deal_but({{"start  = 2026-02-01", "start  = \"2026-02-01\""}}),
         "x:7:10: term.start: must be a date; got \"2026-02-01\"; write it without quotes and without a time: 2025-11-03"},
        {"a date with a time", good_deal_but({{"start  = 2026-02-01", "start  = 2026-02-01T00:00:00Z"}}),
         "x:7:10: term.start: must be a date; got 2026-02-01T00:00:00Z; write it without quotes and without a time: 2025-11-03"},
        {"a year before 1900", good_deal_but({{"start  = 2026-02-01", "start  = 1899-12-31"}}),
         "x:7:10: term.start: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 1899-12-31; write a day that exists"},
        {"a year after 2999", good_deal_but({{"start  = 2026-02-01", "start  = 3000-01-01"}}),
         "x:7:10: term.start: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 3000-01-01; write a day that exists"},
        {"a term that runs past 2999", good_deal_but({{"start  = 2026-02-01", "start  = 2999-01-01"}}),
         "x:8:10: term: must be a day of the calendar between 1900-01-01 and 2999-12-31; got 3001-01-01; write a day that exists"},
        {"an end before the start", good_deal_but({{"length = \"2 years\"", "end    = 2026-01-31"}}),
         "x:8:10: term: must end after its start 2026-02-01; got 2026-01-31; give the first day that is no longer in it"},
        {"an end on the start", good_deal_but({{"length = \"2 years\"", "end    = 2026-02-01"}}),
         "x:8:10: term: must end after its start 2026-02-01; got 2026-02-01; give the first day that is no longer in it"},
        {"a length and an end", good_deal_but({{"length = \"2 years\"", "length = \"2 years\"\nend    = 2028-02-01"}}),
         "x:6:1: term: must have either length or end; got both; write length = \"7 years\", or end = the first day after it"},
        {"neither length nor end", good_deal_but({{"length = \"2 years\"\n", ""}}),
         "x:6:1: term: must have either length or end; got neither; write length = \"7 years\", or end = the first day after it"},
        {"a length in weeks", good_deal_but({{"2 years", "104 weeks"}}),
         "x:8:10: term.length: must be whole months or years, at most 100 years; got \"104 weeks\"; write \"7 years\" or \"84 months\""},
        {"a length without a unit", good_deal_but({{"\"2 years\"", "\"24\""}}),
         "x:8:10: term.length: must be whole months or years, at most 100 years; got \"24\"; write \"7 years\" or \"84 months\""},
        {"a length as an integer", good_deal_but({{"\"2 years\"", "24"}}),
         "x:8:10: term.length: must be text; got 24; write it in quotes"},
        {"a length of zero", good_deal_but({{"2 years", "0 months"}}),
         "x:8:10: term.length: must be whole months or years, at most 100 years; got \"0 months\"; write \"7 years\" or \"84 months\""},
        {"a length of 200 years", good_deal_but({{"2 years", "200 years"}}),
         "x:8:10: term.length: must be whole months or years, at most 100 years; got \"200 years\"; write \"7 years\" or \"84 months\""},
        {"a length of a billion months", good_deal_but({{"2 years", "99999999999999999999 months"}}),
         "x:8:10: term.length: must be whole months or years, at most 100 years; got \"99999999999999999999 months\"; write \"7 years\" or \"84 months\""},
        {"an end 200 years on", good_deal_but({{"length = \"2 years\"", "end    = 2226-02-01"}}),
         "x:8:10: term: must not run longer than 100 years; got 2226-02-01; write a shorter term"},
        {"a day that the rule rejects", good_deal_but({{"start  = 2026-02-01", "start  = 2026-01-31\nmonth_rule = \"reject\""}, {"2 years", "1 month"}}),
         "x:9:10: term: plus 1 months must be a day of the calendar; got 2026-01-31; name month_rule::clamp or month_rule::end_of_month"},
        {"a rule that is none", good_deal_but({{"length =", "month_rule = \"modified\"\nlength ="}}),
         "x:8:14: term.month_rule: must be clamp, end_of_month or reject; got \"modified\"; write one of the three"},
        {"a shape that is none", good_deal_but({{"length =", "shape = \"roughly\"\nlength ="}}),
         "x:8:9: term.shape: must be exact, at_least or up_to; got \"roughly\"; write one of the three"},
        {"an unknown term with a start", good_deal_but({{"length = \"2 years\"", "unknown = \"not public\""}}),
         "x:7:1: term: is unknown, so it has no other key; got start; leave one of the two out\n"
         "x:9:1: term: is unknown, so it has no other key; got known; leave one of the two out\n"
         "x:10:1: term: is unknown, so it has no other key; got source; leave one of the two out"},
        {"a term that is a text", "format = 1\nname = \"x\"\ncurrency = \"USD\"\nknown_on = 2026-01-15\nterm = \"2 years\"\nconsideration = { unknown = \"w\" }\ntranches = { unknown = \"w\" }\n",
         "x:5:8: term: must be a table; got \"2 years\"; write [term]\n"
         "x:6:17: consideration.headline: is required; write it, or { unknown = \"why\" }\n"
         "x:6:19: consideration.unknown: is no key of the format; did you mean known?"},
        // -- statements and shapes --
        {"a missing source", good_deal_but({{"known    = \"disclosed\"\nsource   = \"order form\"\n", "known    = \"disclosed\"\n"}}),
         "x:13:12: consideration.headline: must have a source; write source = \"…\", here or in its table"},
        {"a missing statement", good_deal_but({{"known    = \"disclosed\"\n", ""}}),
         "x:13:12: consideration.headline: must say how it is known; write known = \"disclosed\", \"reported\" or \"assumed\", here or in its table"},
        {"known by nobody", good_deal_but({{"\"disclosed\"", "\"certain\""}}),
         "x:6:1: term: must say how it is known; write known = \"disclosed\", \"reported\" or \"assumed\", here or in its table\n"
         "x:9:10: term.known: must be disclosed, reported or assumed; got \"certain\"; write one of the three"},
        {"an empty source", good_deal_but({{"\"order form\"", "\"\""}}),
         "x:6:1: term: must have a source; write source = \"…\", here or in its table\n"
         "x:10:10: term.source: must not be empty; got \"\"; write it, or leave the key out"},
        {"no shape", good_deal_but({{"\"5 MW critical_it\"", "{ known = \"assumed\", source = \"s\" }"}}),
         "x:20:14: tranches[0].capacity: must have one shape; got none; write value [with rounded_to], at_least, up_to, low with base and high, or unknown"},
        {"two shapes", good_deal_but({{"\"5 MW critical_it\"", "{ value = \"5 MW\", at_least = \"4 MW\" }"}}),
         "x:20:14: tranches[0].capacity: must have one shape; got several; write value [with rounded_to], at_least, up_to, low with base and high, or unknown"},
        {"part of a range", good_deal_but({{"\"5 MW critical_it\"", "{ low = \"4 MW\", high = \"6 MW\" }"}}),
         "x:20:14: tranches[0].capacity: must have one shape; got a part of one; write value [with rounded_to], at_least, up_to, low with base and high, or unknown"},
        {"a step without a value", good_deal_but({{"\"5 MW critical_it\"", "{ at_least = \"5 MW\", rounded_to = \"1 MW\" }"}}),
         "x:20:14: tranches[0].capacity: must have one shape; got a part of one; write value [with rounded_to], at_least, up_to, low with base and high, or unknown"},
        {"a step of one cent", good_deal_but({{"\"24000000 USD\"", "{ value = \"24000000 USD\", rounded_to = \"0.01 USD\" }"}}),
         "x:13:51: consideration.headline.rounded_to: half a step must be a whole number of units; got \"0.01 USD\"; write an even step"},
        {"a rounded date", good_deal_but({{"in_service = 2026-02-01", "in_service = { value = 2026-02-01, rounded_to = 2026-02-01 }"}}),
         "x:19:49: tranches[0].in_service.rounded_to: is for money and power; got 2026-02-01; write low, base and high"},
        {"a range that is not assumed", good_deal_but({{"\"5 MW critical_it\"", "{ low = \"4 MW\", base = \"5 MW\", high = \"6 MW\" }"}}),
         "x:20:14: tranches[0].capacity: is a range, and a range is an assumption; got known = \"disclosed\"; write known = \"assumed\""},
        {"a range out of order", good_deal_but({{"\"5 MW critical_it\"", "{ low = \"6 MW\", base = \"5 MW\", high = \"4 MW\", known = \"assumed\" }"}}),
         "x:20:14: tranches[0].capacity: must have low ≤ base ≤ high; got another order; put them in order"},
        {"a range on two bases", good_deal_but({{"\"5 MW critical_it\"", "{ low = \"4 MW\", base = \"5 MW\", high = \"6 MW gross\", known = \"assumed\" }"}}),
         "x:20:14: tranches[0].capacity: must be a range of one unit; got W and W gross; state low, base and high alike"},
        {"a value beside unknown", good_deal_but({{"\"5 MW critical_it\"", "{ value = \"5 MW\", unknown = \"why\" }"}}),
         "x:20:14: tranches[0].capacity: must have one shape; got several; write value [with rounded_to], at_least, up_to, low with base and high, or unknown"},
        {"an unknown key in a shape", good_deal_but({{"\"5 MW critical_it\"", "{ valeu = \"5 MW\" }"}}),
         "x:20:14: tranches[0].capacity: must have one shape; got none; write value [with rounded_to], at_least, up_to, low with base and high, or unknown\n"
         "x:20:16: tranches[0].capacity.valeu: is no key of the format; did you mean value?"},
        // -- tranches --
        {"a wrong unit", good_deal_but({{"5 MW critical_it", "5 megawatts"}}),
         "x:20:14: tranches[0].capacity: must be a number, a unit (W, kW, MW, GW) and, if known, a basis (critical_it, gross, campus); got \"5 megawatts\"; write \"250 MW\" or \"200 MW critical_it\""},
        {"no unit", good_deal_but({{"5 MW critical_it", "5"}}),
         "x:20:14: tranches[0].capacity: must be a number, a unit (W, kW, MW, GW) and, if known, a basis (critical_it, gross, campus); got \"5\"; write \"250 MW\" or \"200 MW critical_it\""},
        {"no such basis", good_deal_but({{"5 MW critical_it", "5 MW critical"}}),
         "x:20:14: tranches[0].capacity: must be a number, a unit (W, kW, MW, GW) and, if known, a basis (critical_it, gross, campus); got \"5 MW critical\"; write \"250 MW\" or \"200 MW critical_it\""},
        {"a power as a float", good_deal_but({{"\"5 MW critical_it\"", "5.0"}}),
         "x:20:14: tranches[0].capacity: must not be a binary float, which is not exact; got 5.0; write \"250 MW\" or \"200 MW critical_it\""},
        {"half a watt", good_deal_but({{"5 MW critical_it", "0.5 W"}}),
         "x:20:14: tranches[0].capacity: must be a whole number of its base unit; got \"0.5 W\"; write fewer digits"},
        {"a negative capacity", good_deal_but({{"5 MW critical_it", "-5 MW critical_it"}}),
         "x:20:14: tranches[0].capacity: must be positive; got -5 MW critical_it; write the power that is delivered"},
        {"a capacity of zero", good_deal_but({{"5 MW critical_it", "0 MW"}}),
         "x:20:14: tranches[0].capacity: must be positive; got 0 W; write the power that is delivered"},
        {"a capacity beyond 64 bits", good_deal_but({{"5 MW critical_it", "99999999999 GW"}}),
         "x:20:14: tranches[0].capacity: must fit 64 bits of its smallest unit; got \"99999999999 GW\"; write a smaller amount"},
        {"a capacity beyond the exact sums", good_deal_but({{"5 MW critical_it", "9000000000 MW"}}),
         "x:20:14: tranches[0].capacity: and the tranches before it must stay below 24 million MW-months over the term; got 9,000,000 GW; write less capacity, or a shorter term"},
        {"a tranche before the term", good_deal_but({{"in_service = 2026-02-01", "in_service = 2026-01-31"}}),
         "x:19:14: tranches[0].in_service: must not precede 2026-02-01; got 2026-01-31; write a later day"},
        {"a tranche after the term", good_deal_but({{"in_service = 2026-02-01", "in_service = 2028-02-01"}}),
         "x:19:14: tranches[0].in_service: must not be after 2028-01-31; got 2028-02-01; write an earlier day, or a longer term"},
        {"a tranche that ends after the term", good_deal_but({{"capacity ", "end = 2028-02-02\ncapacity "}}),
         "x:20:7: tranches[0].end: must not be after 2028-02-01; got 2028-02-02; write an earlier day, or a longer term"},
        {"a tranche that ends as it starts", good_deal_but({{"capacity ", "end = 2026-02-01\ncapacity "}}),
         "x:20:7: tranches[0].end: must not precede 2026-02-02; got 2026-02-01; write a later day"},
        {"two tranches of one name that overlap", good_deal_but({{"", another_hall}}),
         "x:27:12: tranches[1].capacity: overlaps tranches[0] of the same name, so it would count twice; got \"Hall A\"; end the earlier one first, or give them two names"},
        {"no tranche", good_deal_but({{"[[tranches]]", "[[views]]"}}),
         "x:1:1: tranches: is required; write [[tranches]], or [tranches] with unknown = \"why\"\n"
         "x:17:1: views[0].date: is required; write a day, such as 2025-11-03\n"
         "x:17:1: views[0].amount: is required; write \"32900000000 EUR\""},
        {"an empty list of tranches", tests::edited(good_deal.substr(0, good_deal.find("[[tranches]]")), {{"known_on", "tranches = []\nknown_on"}}),
         "x:4:12: tranches: must be an array of tables; got an array; write [[tranches]]"},
        {"tranches that are numbers", tests::edited(good_deal.substr(0, good_deal.find("[[tranches]]")), {{"known_on", "tranches = [1, 2]\nknown_on"}}),
         "x:4:12: tranches: must be an array of tables; got an array; write [[tranches]]"},
        {"a single table of tranches", good_deal_but({{"[[tranches]]", "[tranches]"}}),
         "x:17:1: tranches: must be an array of tables, or have the single key unknown; got a table; write [[tranches]], or unknown = \"why\""},
        {"power per accelerator on another basis", good_deal_but({{"capacity ", "accelerator = \"gb300\"\npower_per_accelerator = \"1820 W gross\"\ncapacity "}}),
         "x:21:25: tranches[0].power_per_accelerator: must be on the capacity's MW basis, W critical_it; got W gross; state both on one basis"},
        {"an accelerator that is a number", good_deal_but({{"capacity ", "accelerator = 300\ncapacity "}}),
         "x:20:15: tranches[0].accelerator: must be text with its unit; got 300; write \"gb300\""},
        {"1,001 tranches", std::string(good_deal) + repeated("[[tranches]]\n", 1'000),
         "x:17:1: tranches: must not have more than 1000 entries; got 1001; merge some"},
        {"a key of many parts", "a" + repeated(".a", 50'000) + " = 1\n",
         "x:1:1: TOML: keys must not nest more than 100 deep; write tables of a depth that this format has"},
        {"a table of many parts", "# 1\n[\"a.b\"" + repeated(".a", 50'000) + "]\n",
         "x:2:1: TOML: keys must not nest more than 100 deep; write tables of a depth that this format has"},
        {"tranches nested deep", "tranches = " + std::string(10'000, '[') + "\n",
         "x:1:268: TOML: *; correct the syntax"},
        {"inline tables nested deep", "a = " + repeated("{ a = ", 10'000) + "\n",
         "x:1:1541: TOML: *; correct the syntax"},
        // -- views --
        {"a view in the deal's own currency", with_view({{"20779220.78 EUR", "24000000 USD"}}),
         "x:25:10: views[0].amount: must be in another currency than the deal's; got \"24000000 USD\"; leave the view out"},
        {"a view in no currency", with_view({{"20779220.78 EUR", "20779220.78 XYZ"}}),
         "x:25:10: views[0].amount: must be money in a current ISO 4217 currency; got \"20779220.78 XYZ\"; write \"32900000000 EUR\""},
        {"a view that does not agree", with_view({{"20779220.78 EUR", "22000000 EUR"}}),
         "x:25:10: views[0].amount: must agree with the consideration USD 24,000,000.00 at its rate; got EUR 22,000,000.00; correct the amount or the rate, or say what they were rounded to"},
        {"a rate of other currencies", with_view({{"USD/EUR", "EUR/USD"}}),
         "x:26:8: views[0].rate: must be a number, a space and USD/EUR; got \"1.1550 EUR/USD\"; write \"1.1550 USD/EUR\""},
        {"a rate of zero", with_view({{"1.1550", "0"}}),
         "x:26:8: views[0].rate: must be positive; got \"0 USD/EUR\""},
        {"a negative rate", with_view({{"1.1550", "-1.1550"}}),
         "x:26:8: views[0].rate: must be positive; got \"-1.1550 USD/EUR\""},
        {"a rate as a float", with_view({{"\"1.1550 USD/EUR\"", "1.1550"}}),
         "x:26:8: views[0].rate: must not be a binary float, which is not exact; got 1.1550; write \"1.1550 USD/EUR\""},
        {"a view without a date", with_view({{"date = 2026-01-15\n", ""}}),
         "x:24:1: views[0].date: is required; write a day, such as 2025-11-03"},
        {"a view without a source", with_view({{"source = \"press\"\n", ""}}),
         "x:25:10: views[0].amount: must have a source; write source = \"…\", here or in its table\n"
         "x:26:8: views[0].rate: must have a source; write source = \"…\", here or in its table"},
        {"a view without a rate", with_view({{"rate = \"1.1550 USD/EUR\"\n", ""}}),
         "x:24:1: views[0].rate: is required; write it, or { unknown = \"why\" }"},
        {"17 views", std::string(good_deal) + repeated("[[views]]\n", 17),
         "x:23:1: views: must not have more than 16 entries; got 17; merge some"},
    };
    for (const refused_edit& c : cases) {
        INFO(c.what);
        const std::string said = refusal(c.text);
        if (!like(said, c.says)) CHECK(said == c.says);
    }
}

TEST_CASE("The file these edits start from is good")
{
    CHECK(refusal(good_deal) == "");
    CHECK(refusal(with_view({})) == "");
}

TEST_CASE("All faults of a file are reported, in the order of the file, each with its place")
{
    const std::string text = good_deal_but({{"name     = \"Example\"", "nane     = \"Example\""}, {"\"2 years\"", "\"24\""}, {"24000000 USD", "24000000 EUR"}, {"in_service = 2026-02-01", "in_service = \"2026-02-01\""}, {"critical_it", "critical_IT"}});
    try {
        static_cast<void>(parse_deal(text, "deals/x.toml"));
        FAIL("loaded");
    } catch (const invalid_deal_file& e) {
        std::vector<int> lines;
        std::string      joined;
        for (const parse_error& p : e.problems()) {
            lines.push_back(p.where().line);
            joined += (joined.empty() ? "" : "\n") + std::string(p.what());
            CHECK(p.where().file == "deals/x.toml");
        }
        CHECK(lines == std::vector<int>{2, 8, 13, 19, 20});
        CHECK(e.what() == joined);
        CHECK(joined.starts_with("deals/x.toml:2:1: nane: is no key of the format; did you mean name?\ndeals/x.toml:8:10: term.length: "));
    }
}

TEST_CASE("Columns count characters, not bytes")
{
    const std::string text = good_deal_but({{"\"5 MW critical_it\"", "{ source = \"Köln–Zürich €\", valeu = \"5 MW\", value = \"5 MW\" }"}});
    CHECK(refusal(text) == "x:20:42: tranches[0].capacity.valeu: is no key of the format; did you mean value?");
}

TEST_CASE("A file of a mebibyte is read, one byte more is not")
{
    std::string text(good_deal);
    text += "#" + std::string((1 << 20) - text.size() - 1, 'x');
    CHECK(text.size() == deal_file_limits::bytes);
    CHECK(refusal(text) == "");
    CHECK(refusal(text + "x") == "x:1:1: file: must not be too large; got more than 1048576 bytes; split it");
    const tests::scratch_folder scratch;
    const std::string           path = scratch.with("big.toml", text + "x").string();
    CHECK_REFUSED(invalid_deal_file, (path + ":1:1: file: must not be too large; got more than 1048576 bytes; split it, or check that it is the right file").c_str(), load_deal(path));
}

TEST_CASE("A file that is not there and a folder are refused at 1:1")
{
    CHECK_REFUSED(invalid_deal_file, "no/such.toml:1:1: file: must exist; got no such file; check the path", load_deal("no/such.toml"));
    CHECK_REFUSED(invalid_deal_file, "examples/deals:1:1: file: must be a file; got a directory; name the files in it", load_deal("examples/deals"));
}

TEST_CASE("A hundred thousand unknown keys end in a hundred lines")
{
    std::string text(good_deal.substr(0, good_deal.find("[term]")));
    for (int i = 0; i < 100'000; ++i) text += "k" + std::to_string(i) + "=1\n";
    REQUIRE(text.size() <= deal_file_limits::bytes);
    try {
        static_cast<void>(parse_deal(text, "x"));
        FAIL("loaded");
    } catch (const invalid_deal_file& e) {
        CHECK(e.problems().size() == 100);
    }
}

TEST_CASE("Dots in comments and texts do not nest")
{
    CHECK(refusal(good_deal_but({{"name  ", "# a line of " + std::string(500, '.') + "\nname  "}, {"Example", std::string(500, '.')}})) == "");
}

TEST_CASE("A thousand tranches load")
{
    std::string text(good_deal.substr(0, good_deal.find("[[tranches]]")));
    for (int i = 0; i < 1'000; ++i) text += "[[tranches]]\nin_service = 2026-02-01\ncapacity = \"5 MW\"\nknown = \"disclosed\"\nsource = \"s\"\n";
    CHECK(load(text).tranches.value().size() == 1'000);
}
