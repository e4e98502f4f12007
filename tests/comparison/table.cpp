// SPDX-License-Identifier: BSL-1.0
#include <ratable/comparison/table.hpp>

#include "../support/sample.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        REQUIRE(end != std::string_view::npos); // each line ended
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

int columns(std::string_view text) // one a code point
{
    int n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return n;
}

std::size_t at(const std::vector<std::string>& lines, std::string_view begins)
{
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].starts_with(begins)) return i;
    }
    FAIL("no line begins with ", begins);
    return 0;
}

/// Four deals with most of what a table can show.
comparison sampler()
{
    contract<USD> ranged = sample::iren();
    ranged.name          = "Ranged";
    ranged.consideration = disclosed(rounded_to(usd(100'000'000), usd(9'700'000'000)), "announcement");
    ranged.committed     = reported(at_least(usd(1'000'000'000)), "press");
    ranged.up_to         = disclosed(up_to(usd(12'000'000'000)), "announcement");
    contract<USD> open   = sample::iren();
    open.name            = "Open";
    open.term            = assumed(at_least(ratable::term{.start = 2026_y / jan / 1, .length = date::years{3}}), "at least three");
    return compare({sample::aws(), sample::iren(), ranged, open});
}

figure of(std::optional<fraction> low, std::optional<fraction> base, std::optional<fraction> high, std::optional<known> how = known::disclosed, std::string unit = "USD")
{
    return {.base = base, .low = low, .high = high, .unit = std::move(unit), .digits = 2, .how = how};
}

} // namespace

TEST_CASE("An exact figure of money leads with its currency, other figures are numbers")
{
    const fraction x(123'456'789, 100);
    CHECK(to_string(of(x, x, x)) == "USD 1,234,567.89");
    CHECK(to_string(of(x, x, x, known::disclosed, "USD/MW-month")) == "USD 1,234,567.89");
    CHECK(to_string(of(x, x, x, known::disclosed, "MW-months")) == "1,234,567.89");
    CHECK(to_string(of(x, x, x, known::disclosed, "MW")) == "1,234,567.89");
}

TEST_CASE("A figure is rounded half up to its digits")
{
    const fraction up(1'005, 1'000), third(1, 3);
    CHECK(to_string(of(up, up, up)) == "USD 1.01");
    CHECK(to_string(of(third, third, third)) == "USD 0.33");
}

TEST_CASE("A bound is rounded outward, so that it still encloses")
{
    const fraction third(1, 3), half(1, 2), two_thirds(2, 3);
    CHECK(to_string(of(third, half, two_thirds)) == "USD 0.33 … 0.67");
    CHECK(to_string(of(two_thirds, two_thirds, {})) == "≥ USD 0.66");
    CHECK(to_string(of({}, third, third)) == "≤ USD 0.34");
}

TEST_CASE("† marks what rests on an assumption, * what is reported; what is disclosed has no mark")
{
    const fraction x(1);
    CHECK(to_string(of(x, x, x, known::assumed)) == "USD 1.00†");
    CHECK(to_string(of(x, x, x, known::reported)) == "USD 1.00*");
    CHECK(to_string(of(x, x, x, known::disclosed)) == "USD 1.00");
}

TEST_CASE("Bounds are shown as low … high, ≥, ≤, or said to be missing")
{
    const fraction one(1), two(2), three(3);
    CHECK(to_string(of(one, two, three)) == "USD 1.00 … 3.00");
    CHECK(to_string(of(one, two, three, known::assumed)) == "USD 1.00 … 3.00†");
    CHECK(to_string(of(one, one, {}, known::reported)) == "≥ USD 1.00*");
    CHECK(to_string(of({}, two, two)) == "≤ USD 2.00");
    CHECK(to_string(of({}, two, {}, known::assumed)) == "USD 2.00† base case, no bound");
}

TEST_CASE("A figure without a base says what it needs")
{
    figure f = of({}, {}, {});
    f.needs  = {"tranches"};
    CHECK(to_string(f) == "needs tranches");
    f.needs = {"term", "tranches"};
    CHECK(to_string(f) == "needs term, tranches");
}

TEST_CASE("No line is wider than asked, at any width that the deals fit into; every line is ended and none ends in blanks")
{
    for (const int width : {80, 100, 120, 200}) {
        for (const std::string& line : lines_of(to_string(sampler(), {.width = width, .schedules = true}))) {
            INFO("width ", width, ": ", line);
            CHECK(columns(line) <= width);
            CHECK_FALSE(line.ends_with(' '));
        }
    }
}

TEST_CASE("Text wraps below the widths that a schedule's rows need, and no narrower than 40")
{
    for (const std::string& line : lines_of(to_string(sampler(), {.width = 60}))) CHECK(columns(line) <= 60);
    CHECK(to_string(sampler(), {.width = 1}) == to_string(sampler(), {.width = 40}));
}

TEST_CASE("Deals that do not fit beside each other stand in a further block, each block with all labels")
{
    const auto blocks = [](int width) {
        int n = 0;
        for (const std::string& line : lines_of(to_string(sampler(), {.width = width}))) n += line.starts_with("headline ") ? 1 : 0;
        return n;
    };
    CHECK(blocks(200) == 1);
    CHECK(blocks(120) == 1);
    CHECK(blocks(100) == 2);
    CHECK(blocks(40) == 4);
    CHECK(blocks(1) == 4);
}

TEST_CASE("Columns are aligned in code points: a name beyond ASCII moves nothing")
{
    contract<USD> plain = sample::aws(), accented = sample::aws();
    plain.name          = "Zurich-Koln";
    accented.name       = "Zürich–Köln";
    const auto a = lines_of(to_string(compare({plain, sample::iren()}))), b = lines_of(to_string(compare({accented, sample::iren()})));
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(columns(a[i]) == columns(b[i]));
}

TEST_CASE("Digits stand below digits, marked or not")
{
    const auto        lines    = lines_of(to_string(compare({sample::iren()})));
    const std::string headline = lines[at(lines, "headline")], peak = lines[at(lines, "peak MW")];
    CHECK(headline.ends_with("USD 9,700,000,000.00"));
    CHECK(peak.ends_with("200.00†"));
    CHECK(columns(peak) == columns(headline) + 1);
}

TEST_CASE("A name wider than the table stands alone in its block, and does not widen the others")
{
    contract<USD> wide = sample::aws();
    wide.name          = std::string(150, 'W');
    const auto lines   = lines_of(to_string(compare({sample::iren(), wide, sample::aws()}), {.width = 100}));
    int headlines = 0;
    for (const std::string& line : lines) headlines += line.starts_with("headline ") ? 1 : 0;
    CHECK(headlines == 3);
}

TEST_CASE("What cannot be compared comes first, then the table, the marks, the statements and the tie-outs")
{
    const auto lines = lines_of(to_string(sampler()));
    CHECK(lines[0] == "Cannot be compared");
    CHECK(at(lines, "Cannot be compared") < at(lines, "headline "));
    CHECK(at(lines, "headline ") < at(lines, "† rests on an assumption"));
    CHECK(at(lines, "† rests on an assumption") < at(lines, "Assumptions †"));
    CHECK(at(lines, "Assumptions †") < at(lines, "Reported *"));
    CHECK(at(lines, "Reported *") < at(lines, "Disclosed"));
    CHECK(at(lines, "Disclosed") < at(lines, "Tie-out"));
}

TEST_CASE("When all can be compared, the table comes first")
{
    const comparison c = compare({sample::full()});
    CHECK(c.cannot.empty());
    CHECK(to_string(c).find("Cannot") == std::string::npos);
}

TEST_CASE("Unlike bases are said before any single deal's gaps")
{
    contract<USD> gross = sample::iren();
    gross.name          = "Gross";
    gross.tranches      = disclosed({{.in_service = 2026_y / jan / 1, .capacity = 200 * MW_gross}}, "s");
    const auto lines    = lines_of(to_string(compare({sample::iren(), gross})));
    CHECK(lines[1].find("MW basis differs, or is not stated: Microsoft–IREN critical_it, Gross gross") != std::string::npos);
    CHECK(lines[2] == "  Microsoft–IREN");
}

TEST_CASE("A tie-out line counts the rows and gives their sum; a break and a missing schedule are said")
{
    deal_summary deal = summarize(sample::aws());
    CHECK(to_string(compare({deal})).find("\n  OpenAI–AWS: 84 rows sum to USD 38,000,000,000.00: ties out\n") != std::string::npos);
    deal.schedule.back().amount += 1;
    deal.ties_out = false;
    CHECK(to_string(compare({deal})).find("\n  OpenAI–AWS: 84 rows sum to USD 38,000,000,000.01: DOES NOT TIE OUT\n") != std::string::npos);
    deal.schedule.clear();
    deal.ties_out.reset();
    CHECK(to_string(compare({deal})).find("\n  OpenAI–AWS: no schedule\n") != std::string::npos);
}

TEST_CASE("Each statement is shown with its source, under how it is known")
{
    const auto lines = lines_of(to_string(compare({sample::iren()})));
    const auto i     = at(lines, "Assumptions †");
    CHECK(lines[i + 1] == "  Microsoft–IREN");
    CHECK(lines[i + 2] == "    term = 2026-01-01 to before 2031-01-01");
    CHECK(lines[i + 3] == "      source: five years, all at once");
    const auto d = at(lines, "Disclosed");
    CHECK(lines[d + 2] == "    consideration = USD 9,700,000,000.00");
    CHECK(lines[d + 3] == "      source: announcement");
    CHECK(to_string(compare({sample::iren()})).find("Reported *") == std::string::npos);
}

TEST_CASE("Schedules are listed only when asked for, every row of every deal that has one")
{
    const std::string without = to_string(sampler());
    CHECK(without.find("Straight-line schedule of") == std::string::npos);
    const auto lines = lines_of(to_string(sampler(), {.schedules = true}));
    const auto i     = at(lines, "Straight-line schedule of OpenAI–AWS");
    CHECK(lines[i + 1].starts_with("  2025-11-03  2025-12-03"));
    CHECK(lines[i + 84].starts_with("  2032-10-03  2032-11-03"));
    CHECK(lines[i + 84].ends_with("USD 0.00"));
    CHECK(lines[i + 85].empty());
    for (std::size_t row = i + 1; row < i + 84; ++row) CHECK(lines[row].size() == lines[i + 84].size());
    contract<USD> none = sample::aws();
    none.term          = unknown("not public");
    CHECK(to_string(compare({none}), {.schedules = true}).find("Straight-line schedule of") == std::string::npos);
}

TEST_CASE("Views in other currencies and the files with their hashes are named when there are any")
{
    deal_summary deal = summarize(sample::full());
    CHECK(to_string(compare({deal})).find("\nIn other currencies\n  Full: USD 9,700,000,000.00 at 1.155 USD/EUR for 2025-11-03") != std::string::npos);
    CHECK(to_string(compare({deal})).find("Deal files") == std::string::npos);
    deal.origin = deal_origin{"deals/full.toml", std::string(64, 'a')};
    const auto lines = lines_of(to_string(compare({deal}), {.width = 200}));
    CHECK(lines[at(lines, "Deal files") + 1] == "  deals/full.toml, version 1, sha256 " + std::string(64, 'a'));
    CHECK(to_string(compare({sample::aws()})).find("In other currencies") == std::string::npos);
}

TEST_CASE("Amounts have the digits of their currency")
{
    const auto yen = contract<JPY>{.name = "Yen", .term = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::months{3}}, "s"), .tranches = unknown("not public"), .consideration = disclosed(jpy(1'000), "s")};
    const std::string text = to_string(compare({yen}), {.schedules = true});
    CHECK(text.find("  2026-01-01  2026-02-01  JPY 333  JPY 667\n") != std::string::npos);
    CHECK(text.find("3 rows sum to JPY 1,000: ties out") != std::string::npos);
}

TEST_CASE("A schedule of a base case says so, and carries its mark")
{
    contract<USD> c = sample::iren();
    CHECK(to_string(compare({c}), {.schedules = true}).find("\nStraight-line schedule of Microsoft–IREN† (from, to but excluding, amount, balance)\n") != std::string::npos);
    c.consideration = reported(at_least(usd(10'000'000'000)), "press");
    CHECK(to_string(compare({c}), {.width = 200, .schedules = true}).find("\n  Microsoft–IREN: 60 rows sum to USD 10,000,000,000.00, the base case of at least USD 10,000,000,000.00: ties out\n") != std::string::npos);
    CHECK(to_string(compare({c}), {.schedules = true}).find("\nStraight-line schedule of Microsoft–IREN, the base case† (") != std::string::npos);
}

TEST_CASE("A later version is named in its column")
{
    contract<USD> amended = sample::aws();
    amended.version       = 2;
    const auto lines      = lines_of(to_string(compare({sample::aws(), amended})));
    CHECK(lines[at(lines, "headline") - 1].find("OpenAI–AWS v2") != std::string::npos);
}

TEST_CASE("A comparison as of a day says so first, with the deals that were not known then")
{
    comparison c = compare({sample::aws()});
    c.as_of      = 2025_y / nov / 30;
    c.not_yet    = {"Later (public on 2026-01-14)"};
    CHECK(to_string(c).starts_with("As of 2025-11-30\n  not yet known: Later (public on 2026-01-14)\n\nCannot be compared\n"));
    c.deals.clear();
    CHECK(to_string(c) == "As of 2025-11-30\n  not yet known: Later (public on 2026-01-14)\n\nNo deal to compare.\n");
}

TEST_CASE("A deal without a figure that the others have leaves its cell empty")
{
    deal_summary fewer = summarize(sample::aws());
    fewer.figures.erase(fewer.figures.begin() + 1, fewer.figures.end());
    const auto lines = lines_of(to_string(compare({summarize(sample::iren()), fewer})));
    CHECK(lines[at(lines, "term, months")].ends_with("60.00†"));
}

TEST_CASE("No deal is said in words")
{
    CHECK(to_string(compare(std::vector<deal_summary>{})) == "No deal to compare.\n");
}

TEST_CASE("append adds to what is there")
{
    std::string out = "before\n";
    append(out, compare({sample::aws()}));
    CHECK(out == "before\n" + to_string(compare({sample::aws()})));
}
