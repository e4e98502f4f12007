// SPDX-License-Identifier: BSL-1.0
// Any text is readings that charges accept, or lines of complaint that a terminal can show. Never anything else.
#include "must.hpp"

#include "../support/json.hpp"
#include "../support/metered_contract.hpp"

#include <ratable/charges/usage.hpp>
#include <ratable/io/readings_file.hpp>

#include <string>
#include <variant>
#include <vector>

namespace {

void must_be_shown(const ratable::invalid_readings_file& e)
{
    must(!e.problems().empty() && e.problems().size() <= ratable::readings_file_limits::problems, "at least one complaint, and not too many");
    int line = 1;
    for (const ratable::parse_error& p : e.problems()) {
        must(p.where().line >= line && p.where().column >= 1, "complaints have places, in order");
        line = p.where().line;
        must(!p.why().subject.empty() && !p.why().rule.empty(), "a subject and a rule");
        must(ratable::displayable(p.what()), "one line without control characters");
        must(tests::is_utf8(p.what()), "in UTF-8");
        must(std::string_view(p.what()).size() < 1'000, "of bounded length");
    }
}

template <class Rows>
void must_be_in_order(const Rows& rows)
{
    for (std::size_t i = 1; i < rows.size(); ++i) must(rows[i - 1].days.start() <= rows[i].days.start(), "a list is in order of its days");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace ratable;
    using usd                       = iso4217::USD;
    static const contract<usd> deal = tests::metered_contract();
    static const auto          bills = [] {
        const detail::readings_scope<usd> scope(deal);
        return billing_calendar(deal.billing.value(), deal.term.value(), scope.days());
    }();
    try {
        const readings<usd> r = parse_readings(text_of(data, size), "fuzz.csv", deal);
        must_be_in_order(r.usage);
        must_be_in_order(r.excused);
        must_be_in_order(r.downtime);
        must_be_in_order(r.power);
        try {
            const auto& clause = std::get<usage_fee<usd>>(deal.pricing.value().front());
            must(sum_by_period(r.usage, clause.meter, bills).size() == bills.size(), "usage falls into billing periods");
            must(sum_by_period(r.excused, clause.meter, bills).size() == bills.size(), "so do excused hours");
        } catch (const overflow&) { // sums beyond 64 bits are refused by name
        }
    } catch (const invalid_readings_file& e) {
        must_be_shown(e);
    }
    return 0;
}
