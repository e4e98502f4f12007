// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/charge_rows.hpp>

#include <ratable/charges/charges.hpp>

#include "../support/any_contract.hpp"
#include "../support/json.hpp"
#include "../support/oracle.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;
using tests::contract_source, tests::cpp_int, tests::cpp_rational, tests::dollar_contract, tests::dollars;

namespace {

using texts = std::vector<std::string>;

/// RFC 4180, in a few lines: every record ends with CR LF.
std::vector<texts> read_csv(std::string_view text)
{
    std::vector<texts> records(1, texts(1));
    bool               quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string& field = records.back().back();
        if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') field += text[++i];
        else if (text[i] == '"') quoted = !quoted;
        else if (quoted) field += text[i];
        else if (text[i] == ',') records.back().emplace_back();
        else if (text.substr(i, 2) == "\r\n") ++i, records.emplace_back(1);
        else field += text[i];
    }
    CHECK_FALSE(quoted);
    CHECK(records.back() == texts(1)); // after the last line end
    records.pop_back();
    return records;
}

/// `12.5`, `-3` or `28/3`, exactly.
cpp_rational number(const std::string& text)
{
    if (const auto slash = text.find('/'); slash != std::string::npos) return cpp_rational(cpp_int(text.substr(0, slash)), cpp_int(text.substr(slash + 1)));
    const auto  point  = text.find('.');
    std::string digits = text;
    if (point == std::string::npos) return cpp_rational(cpp_int(text));
    digits.erase(point, 1);
    const bool  negative = digits.front() == '-';
    const auto  first    = digits.find_first_not_of("-0");
    const auto  size     = first == std::string::npos ? cpp_int(0) : cpp_int(digits.substr(first));
    return cpp_rational(negative ? cpp_int(-size) : size, tests::ten_to(static_cast<int>(text.size() - point) - 1));
}

/// 3 MW for three months from 2026-01-10 at USD 1,000 a MW-month, of which a tenth was prepaid; and a day of downtime.
dollar_contract small(const char* tranche)
{
    return {.name          = "Small, and \"quoted\"",
            .term          = assumed(ratable::term{.start = 2026_y / jan / 10, .length = date::months{2}}, "test"),
            .tranches      = assumed({{.name = tranche, .in_service = 2026_y / jan / 10, .capacity = 3 * MW_it}}, "test"),
            .consideration = assumed(usd(6'000), "test"),
            .pricing       = assumed(pricing<dollars>{capacity_fee<dollars>{.price = usd(1'000) / MW_month}, fixed_fee<dollars>{.amount = usd(12), .every = fee_every::once}}, "test"),
            .billing       = assumed(billing{.every = monthly, .periods = calendar_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "test"),
            .prepayment    = assumed(prepayment{.share = 0.1_d, .lead = date::days{9}, .credited = credit_method::first_dollar, .counted_in = credit_months::billing, .from_month = date::months{2}, .through_month = date::months{2},
                                                .left_over = residue::refunded}, "test")};
}

const charges_origin origin{.deal = "small", .name = "Small", .version = 2, .sha256 = "0123456789abcdef"};

} // namespace

TEST_CASE("CSV has a line for each row, with what recomputes its amount exactly")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < 60; ++i) {
        CAPTURE(i);
        const dollar_contract   c = source.next();
        const readings<dollars> read{.indices = source.any_indices()};
        const auto              rows    = charges_of(c, read);
        const auto              records = read_csv(charges_to_csv(rows, c, origin));
        REQUIRE(records.size() == rows.size() + 1);
        CHECK(records[0] == texts{"deal", "version", "invoiced", "due", "kind", "clause", "tranche", "from", "to", "quantity", "unit", "price", "amount", "currency", "rounding", "rounded_on", "sha256"});
        cpp_rational sum = 0;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const texts& f   = records[r + 1];
            const auto&  row = rows[r];
            REQUIRE(f.size() == 17);
            CHECK(f[0] == "small");
            CHECK(f[1] == "2");
            CHECK(f[2] == to_string(row.invoiced));
            CHECK(f[3] == to_string(row.due));
            CHECK(f[4] == name_of(row.kind));
            CHECK(f[5] == to_string(row.clause));
            CHECK(f[6] == (row.tranche < 0 ? "" : c.tranches.value()[static_cast<std::size_t>(row.tranche)].name));
            CHECK(f[7] == to_string(row.service.start()));
            CHECK(f[8] == to_string(row.service.end()));
            if (row.quantity.unit) CHECK(number(f[9]) == tests::ratio(row.quantity.count, row.quantity.per));
            else CHECK(f[9] + f[10] == "");
            CHECK((f[11].empty() ? cpp_rational(0) : number(f[11])) == cpp_rational(row.price.amount.units, 1'000'000));
            CHECK(number(f[12]) == cpp_rational(row.amount.amount.units, 100));
            CHECK(f[13] == "USD");
            if (f[15] == "row" && row.quantity.unit) CHECK(cpp_rational(tests::rounded(number(f[9]) * (f[11].empty() ? cpp_rational(0) : number(f[11])) * 100, row.mode), 100) == number(f[12]));
            CHECK((f[14] == "") == (f[15] == "nothing"));
            CHECK(f[16] == origin.sha256);
            sum += number(f[12]);
        }
        CHECK(sum == cpp_rational(total(rows).amount.units, 100));
    }
}

TEST_CASE("JSON has the fields of the CSV, as texts")
{
    RATABLE_INFO_SEED;
    contract_source source;
    for (int i = 0; i < 20; ++i) {
        CAPTURE(i);
        const dollar_contract   c = source.next();
        const readings<dollars> read{.indices = source.any_indices()};
        const auto              rows    = charges_of(c, read);
        const auto              records = read_csv(charges_to_csv(rows, c, origin));
        const auto              json    = tests::read_json(charges_to_json(rows, c, origin));
        CHECK(json["deal"].text() == "small");
        CHECK(json["name"].text() == "Small");
        CHECK(json["sha256"].text() == origin.sha256);
        CHECK(json["total"].text() == to_string(total(rows)));
        REQUIRE(json["charges"].items.size() == rows.size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto& row = json["charges"][r];
            REQUIRE(row.members.size() == 14);
            for (std::size_t f = 0; f < 14; ++f) {
                CHECK(row.members[f].first == records[0][f + 2]);
                CHECK(row.members[f].second.text() == records[r + 1][f + 2]);
            }
        }
    }
}

TEST_CASE("names with commas and quotes are quoted, and one that looks like a formula is led by an apostrophe")
{
    const auto tranche_of = [](const char* name) {
        const auto c = small(name);
        return read_csv(charges_to_csv(charges_of(c), c, origin))[1][6];
    };
    CHECK(tranche_of("hall \"A\", row 1") == "hall \"A\", row 1");
    CHECK(tranche_of("a\r\nb") == "a\r\nb");
    CHECK(tranche_of("=1+2") == "'=1+2");
    CHECK(tranche_of("") == "0"); // by its index
    const auto c    = small("a\"b\\c\n");
    const auto json = tests::read_json(charges_to_json(charges_of(c), c, origin));
    CHECK(json["charges"][0]["tranche"].text() == "a\"b\\c\n");
}

TEST_CASE("a quantity is a decimal where one holds it, and a fraction where none does")
{
    const auto c    = small("a");
    auto       rows = charges_of(c);
    rows.erase(rows.begin() + 1, rows.end());
    const auto quantity = [&](int128 count, std::int64_t per) {
        rows[0].quantity = {count, per, priced_unit::kwh};
        return read_csv(charges_to_csv(rows, c, origin))[1][9];
    };
    CHECK(quantity(28, 3) == "28/3");
    CHECK(quantity(30, 3) == "10");
    CHECK(quantity(25, 200) == "0.125");
    CHECK(quantity(0, 7) == "0");
    CHECK(quantity(1, 1'000'000'000'000'000'000) == "0.000000000000000001");
}

TEST_CASE("no rows are a header, an empty list and a total of zero")
{
    const auto                         c = small("a");
    const std::vector<charge<dollars>> none;
    CHECK(read_csv(charges_to_csv(none, c, origin)).size() == 1);
    CHECK(tests::read_json(charges_to_json(none, c, origin))["charges"].items.empty());
    CHECK(tests::read_json(charges_to_json(none, c, origin))["total"].text() == "USD 0.00");
}

TEST_CASE("the table of a small contract")
{
    const auto c = small("a");
    CHECK(charges_to_table(charges_of(c), c, origin) == R"(Small, version 2, sha256 0123456789ab

invoiced    due         charge             clause      tranche  from        to          quantity            price    amount
2026-01-01  2026-01-01  prepayment         prepayment  a        2026-01-10  2026-03-10                               600.00
2026-01-31  2026-03-02  fee                pricing[0]  a        2026-01-10  2026-02-01    2.1290  MW-month   1000  2,129.03
2026-01-31  2026-03-02  fee                pricing[1]           2026-01-10  2026-01-11                                12.00
2026-02-28  2026-03-30  fee                pricing[0]  a        2026-02-01  2026-03-01         3  MW-month   1000  3,000.00
2026-02-28  2026-03-30  prepayment_credit  prepayment  a        2026-02-01  2026-03-01                              -600.00
2026-03-09  2026-04-08  fee                pricing[0]  a        2026-03-01  2026-03-10    0.8710  MW-month   1000    870.97

fee                                 USD 6,012.00
prepayment                            USD 600.00
prepayment_credit                    USD -600.00
total                               USD 6,012.00
)");
}
