// SPDX-License-Identifier: BSL-1.0
#include <ratable/charges/charges.hpp>
#include <ratable/terms/validate.hpp>

#include "../support/any_contract.hpp"
#include "../support/charge_model.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::charge_model, tests::contract_source, tests::cpp_int, tests::cpp_rational, tests::dollar_contract, tests::dollars;

namespace {

/// Contracts that a test draws: fewer where each step is checked by a sanitizer.
constexpr int many = 400;

struct drawn_case
{
    dollar_contract   c;
    readings<dollars> read;
};

/// Downtime of each tranche in its own days of service.
void draw_downtime(contract_source& source, drawn_case& drawn)
{
    const charge_model model(drawn.c, drawn.read);
    const auto&        list = drawn.c.tranches.value();
    for (std::size_t j = 0; j < list.size(); ++j) {
        for (const auto& p : model.periods()) {
            const auto days = model.service_of(j) ? intersection(p.whole, *model.service_of(j)) : std::nullopt;
            if (!days || source.one_in(3)) continue;
            const std::int64_t down = source.draw().between(0, source.one_in(5) ? days->days() * 24 : days->days());
            drawn.read.downtime.push_back({.tranche = list[j].name, .days = *days, .down = metered(down), .excused = metered(source.draw().between(0, down)), .excluded = metered(source.draw().between(0, days->days()) / 3)});
            auto& row = drawn.read.downtime.back();
            if (row.down - row.excused > metered(days->days() * 24) - row.excluded) row.excluded = metered{};
        }
    }
}

/// A clause may bill no tranche of its own; readings must be of billed ones.
bool bills_every_tranche(const dollar_contract& c)
{
    return std::any_of(c.pricing.value().begin(), c.pricing.value().end(), [](const auto& clause) {
        if (const auto* fee = std::get_if<capacity_fee<dollars>>(&clause)) return fee->tranche.empty();
        const auto* spread = std::get_if<consideration_fee>(&clause);
        return spread != nullptr && billed_by(spread->by) == billed_by::capacity;
    });
}

drawn_case next_case(contract_source& source)
{
    drawn_case drawn{source.next(), {}};
    drawn.read.indices = source.any_indices();
    if (bills_every_tranche(drawn.c)) draw_downtime(source, drawn);
    return drawn;
}

std::vector<std::string> lines_of(const std::vector<charge<dollars>>& rows)
{
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        const cpp_rational quantity = row.quantity.unit ? tests::ratio(row.quantity.count, row.quantity.per) : cpp_rational(0);
        lines.push_back(charge_model::line(row.kind, to_string(row.clause), row.tranche, row.service, row.invoiced, row.due, quantity, row.price.amount.units, row.amount.amount.units));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// The lines of one list that the other does not have.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    std::vector<std::string> only;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
    std::string text;
    for (std::size_t i = 0; i < only.size() && i < 6; ++i) (text += "\n  ") += only[i];
    return text;
}

} // namespace

TEST_CASE("a second reading of the conventions finds the same rows in contracts drawn at random")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < many; ++i) {
        CAPTURE(i);
        const drawn_case drawn    = next_case(source);
        const auto       problems = validate(drawn.c);
        CHECK_MESSAGE(problems.empty(), (problems.empty() ? "" : problems.front().why.subject + ": " + problems.front().why.rule));
        const auto       expected = charge_model(drawn.c, drawn.read).lines();
        std::vector<charge<dollars>> rows;
        CHECK_NOTHROW(rows = charges_of(drawn.c, drawn.read));
        const auto       found    = lines_of(rows);
        CAPTURE(difference(expected, found));
        CAPTURE(difference(found, expected));
        CHECK(expected == found);
    }
}
