// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/readings_file.hpp>

#include "../support/metered_contract.hpp"
#include "../support/refused.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace ratable;
using namespace ratable::literals;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

const std::string header = "reading,name,from,until,quantity,unit\n";

readings<USD> read(std::string_view lines, const contract<USD>& deal = tests::metered_contract()) { return parse_readings(header + std::string(lines), "r.csv", deal); }

/// What is complained of these lines, after the header; the empty string if nothing is.
std::string refused(std::string_view lines, const contract<USD>& deal = tests::metered_contract())
{
    try {
        static_cast<void>(read(lines, deal));
    } catch (const invalid_readings_file& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("the example of docs/readings-file.md says what it says")
{
    const auto r = load_readings("examples/readings/first_quarter.csv", tests::metered_contract());
    REQUIRE(r.usage.size() == 2);
    CHECK(r.usage[0].meter == "usage");
    CHECK(r.usage[0].days == period(2026_y / jan / 1, 2026_y / feb / 1));
    CHECK(r.usage[0].quantity == metered(5104.25_d));
    CHECK(r.usage[1].quantity == metered(6650));
    REQUIRE(r.excused.size() == 1);
    CHECK(r.excused[0].days == period(2026_y / feb / 10, 2026_y / feb / 11));
    CHECK(r.excused[0].quantity == metered(96));
    REQUIRE(r.downtime.size() == 1); // two rows of the same days
    CHECK(r.downtime[0].tranche == "hall 1");
    CHECK(r.downtime[0].down == metered(9.5_d));
    CHECK(r.downtime[0].excused == metered(8));
    CHECK(r.downtime[0].excluded == metered(0));
    REQUIRE(r.power.size() == 2); // three rows of January, one of February
    CHECK(r.power[0].days == period(2026_y / jan / 1, 2026_y / feb / 1));
    CHECK(r.power[0].pue == ratio(1.21_d));
    CHECK(r.power[0].tariff == money<USD, 6>(usd(0.0875_d)));
    CHECK(r.power[0].peak_kw == metered(1240));
    CHECK(!r.power[0].kwh);
    CHECK(r.power[1].kwh == metered(702114.5_d));
    CHECK(!r.power[1].pue);
    REQUIRE(r.indices.size() == 1);
    CHECK(r.indices[0].index == "CPI-U");
    CHECK(r.indices[0].month == 2025_y / oct);
    CHECK(r.indices[0].value == ratio(325.604_d));
}

TEST_CASE("a byte order mark, carriage returns, empty lines and quotes are read; the last line may lack its end")
{
    const auto r = parse_readings("\xEF\xBB\xBFreading,name,from,until,quantity,unit\r\n\r\n\"usage\",\"usage\",2026-01-01,2026-01-15,1,GPU-hour\r\nusage,usage,2026-01-15,2026-02-01,2,GPU-hour", "r.csv", tests::metered_contract());
    REQUIRE(r.usage.size() == 2);
    CHECK(r.usage[1].quantity == metered(2));
    CHECK(read("").usage.empty());
    CHECK(read("usage,usage,2027-02-01,2027-03-01,1,GPU-hour\n").usage.size() == 1); // in the tail
}

TEST_CASE("rows of one list may come in any order of kinds and names: each list is in order of its days")
{
    const auto r = read("downtime_excluded,hall 1,2026-03-01,2026-03-02,1,hour\n"
                        "downtime,,2026-01-01,2026-01-02,2,hour\n"
                        "downtime,hall 1,2026-02-01,2026-02-02,3,hour\n"
                        "downtime,hall 1,2026-03-01,2026-03-02,4,hour\n"
                        "tariff,,2026-02-01,2026-03-01,0.08,USD/kWh\n"
                        "pue,,2026-01-01,2026-02-01,1.2,\n"
                        "pue,,2026-02-01,2026-03-01,1.3,\n");
    REQUIRE(r.downtime.size() == 3);
    CHECK(r.downtime[0].tranche.empty());
    CHECK(r.downtime[0].down == metered(2));
    CHECK(r.downtime[1].down == metered(3));
    CHECK(r.downtime[2].down == metered(4));
    CHECK(r.downtime[2].excluded == metered(1));
    REQUIRE(r.power.size() == 2);
    CHECK(r.power[0].pue == ratio(1.2_d));
    CHECK(r.power[1].pue == ratio(1.3_d));
    CHECK(r.power[1].tariff == money<USD, 6>(usd(0.08_d)));
}

TEST_CASE("two meters are read in any order, each in its own")
{
    auto           deal = tests::metered_contract();
    usage_fee<USD> other{.meter = "power", .price = unit_price<USD>(usd("80"), priced_unit::mwh)};
    deal.pricing = disclosed(pricing<USD>{other, deal.pricing.value().front()}, "order form");
    const auto r = read("usage,usage,2026-01-01,2026-02-01,1,GPU-hour\n"
                        "usage,usage,2026-02-01,2026-03-01,2,GPU-hour\n"
                        "excused,usage,2026-02-01,2026-03-01,2,GPU-hour\n"
                        "excused,power,2026-01-01,2026-02-01,4,MWh\n"
                        "index,PPI,2026-02-01,2026-03-01,7,\n"
                        "index,CPI-U,2026-01-01,2026-02-01,6,\n"
                        "usage,power,2026-01-01,2026-02-01,3,MWh\n", deal);
    REQUIRE(r.usage.size() == 3);
    CHECK(r.usage[0].quantity == metered(1));
    CHECK(r.usage[1].meter == "power");
    CHECK(r.usage[2].quantity == metered(2));
    CHECK(r.excused.front().meter == "power");
    CHECK(r.indices.front().index == "CPI-U");
}

TEST_CASE("all problems are shown at once, each with its place, subject, rule, value and remedy")
{
    CHECK(refused("usage,usage,2026-01-01,2026-02-01,-5,GPU-hour\n"
                  "usage,usage,2026-02-01,2026-03-01,5,kWh\n"
                  "usige,usage,2026-03-01,2026-04-01,5,GPU-hour\n") ==
          "r.csv:2:35: quantity: must not be negative; got \"-5\"; correct it, or net it with the reading that it corrects\n"
          "r.csv:3:37: unit: must be its clause's, GPU-hour; got \"kWh\"; convert the quantity, and write that unit\n"
          "r.csv:4:1: reading: must be a kind of reading; got \"usige\"; write usage, excused, downtime, downtime_excused, downtime_excluded, pue, tariff, peak, energy or index");
}

TEST_CASE("a reading must lie within the contract's days and within one billing period")
{
    CHECK(refused("usage,usage,2025-12-01,2026-01-01,5,GPU-hour\n") ==
          "r.csv:2:13: from: must lie, like until, within the contract's days 2026-01-01 .. 2027-03-01; got \"2025-12-01\"; leave the reading out, or correct its days");
    CHECK(refused("energy,,2027-02-15,2027-03-02,5,kWh\n").starts_with("r.csv:2:9: from: must lie, like until, within"));
    CHECK(refused("downtime,,2026-01-31,2026-02-02,5,hour\n") ==
          "r.csv:2:22: until: must lie within one billing period, which ends on 2026-02-01; got \"2026-02-02\"; split the reading there");
    auto deal    = tests::metered_contract();
    deal.billing = unknown("not announced");
    CHECK(refused("usage,usage,2026-01-31,2026-02-02,5,GPU-hour\n", deal).empty()); // as far as is known
    CHECK(refused("index,CPI-U,1999-01-01,1999-02-01,5,\n").empty());               // an index is no reading of the contract's
}

TEST_CASE("readings of one kind and name must be in order, each day once")
{
    CHECK(refused("usage,usage,2026-01-01,2026-01-10,5,GPU-hour\nusage,usage,2026-01-09,2026-01-20,5,GPU-hour\n") ==
          "r.csv:3:13: from: must not be before 2026-01-10, where the reading before ends; got \"2026-01-09\"; put readings in order, each day once");
    CHECK(!refused("usage,usage,2026-01-01,2026-01-10,5,GPU-hour\nusage,usage,2026-01-01,2026-01-10,5,GPU-hour\n").empty()); // twice
    CHECK(!refused("usage,usage,2026-02-01,2026-02-10,5,GPU-hour\nusage,usage,2026-01-01,2026-01-10,5,GPU-hour\n").empty()); // out of order
    CHECK(!refused("index,CPI-U,2026-02-01,2026-03-01,5,\nindex,CPI-U,2026-02-01,2026-03-01,6,\n").empty());
    CHECK(refused("usage,usage,2026-01-01,2026-02-01,5,GPU-hour\nexcused,usage,2026-01-01,2026-02-01,5,GPU-hour\n").empty()); // two kinds
    CHECK(refused("index,CPI-U,2026-02-01,2026-03-01,5,\nindex,PPI,2026-02-01,2026-03-01,6,\n").empty());                     // two names
}

TEST_CASE("readings that belong together must be over the same days")
{
    CHECK(refused("pue,,2026-01-01,2026-02-01,1.2,\npeak,,2026-01-15,2026-02-01,900,kW\n") ==
          "r.csv:3:1: from: must be the same days as 2026-01-01 .. 2026-02-01, or none of them, for readings that belong together; got 2026-01-15 .. 2026-02-01; read them over the same days");
    CHECK(!refused("downtime,hall 1,2026-01-01,2026-02-01,2,hour\ndowntime_excused,hall 1,2026-01-01,2026-01-02,2,hour\n").empty());
    CHECK(refused("downtime,hall 1,2026-01-01,2026-02-01,2,hour\ndowntime,,2026-01-01,2026-01-02,2,hour\n").empty()); // two names
}

TEST_CASE("words, units, numbers and days that the format does not have are refused")
{
    const auto starts = [](std::string_view line, std::string_view with) {
        const std::string found = refused(line);
        CAPTURE(found);
        return found.starts_with(with);
    };
    CHECK(starts("usage,,2026-01-01,2026-02-01,5,GPU-hour\n", "r.csv:2:7: name: must be the meter of a usage clause; got \"\"; write the clause's meter"));
    CHECK(starts("excused,hall 9,2026-01-01,2026-02-01,5,GPU-hour\n", "r.csv:2:9: name: must be the meter"));
    CHECK(starts("downtime,hall 9,2026-01-01,2026-02-01,5,hour\n", "r.csv:2:10: name: must be a tranche of the contract, or empty for all; got \"hall 9\"; write the tranche's name"));
    CHECK(starts("downtime,hall 1,2026-01-01,2026-02-01,5,minute\n", "r.csv:2:41: unit: must be hour; got \"minute\"; convert the quantity, and write hour"));
    CHECK(starts("pue,hall 1,2026-01-01,2026-02-01,1.2,\n", "r.csv:2:5: name: must be empty for this reading; got \"hall 1\"; leave it out, and keep its comma"));
    CHECK(starts("pue,,2026-01-01,2026-02-01,1.2,%\n", "r.csv:2:32: unit: must be empty for this reading; got \"%\"; leave it out, and keep its comma"));
    CHECK(starts("tariff,,2026-01-01,2026-02-01,0.08,EUR/kWh\n", "r.csv:2:36: unit: must be USD/kWh; got \"EUR/kWh\"; convert the quantity, and write USD/kWh"));
    CHECK(starts("peak,,2026-01-01,2026-02-01,900,kVA\n", "r.csv:2:33: unit: must be kW"));
    CHECK(starts("energy,,2026-01-01,2026-02-01,900,MWh\n", "r.csv:2:35: unit: must be kWh"));
    CHECK(starts("index,,2026-01-01,2026-02-01,5,\n", "r.csv:2:7: name: must name an index"));
    CHECK(starts("index,CPI-U,2026-01-01,2026-02-02,5,\n", "r.csv:2:24: until: must be the first of the next month, as an index is a calendar month's"));
    CHECK(starts("index,CPI-U,2026-01-02,2026-02-02,5,\n", "r.csv:2:24: until: must be the first of the next month"));
    CHECK(starts("index,CPI-U,2026-01-01,2026-02-01,0,\n", "r.csv:2:35: quantity: must be positive for an index"));
    CHECK(starts("usage,usage,2026-01-01,2026-02-01,1e3,GPU-hour\n", "r.csv:2:35: quantity: is not a plain decimal number; got \"1e3\";"));
    CHECK(starts("usage,usage,2026-01-01,2026-02-01,,GPU-hour\n", "r.csv:2:35: quantity:"));
    CHECK(starts("usage,usage,2026-01-01,2026-02-01,0.123456789,GPU-hour\n", "r.csv:2:35: quantity:"));
    CHECK(starts("usage,usage,2026-01-01,2026-02-01,99999999999999,GPU-hour\n", "r.csv:2:35: quantity:"));
    CHECK(starts("usage,usage,2026-02-30,2026-03-01,5,GPU-hour\n", "r.csv:2:13: from: must be a day of the calendar"));
    CHECK(starts("usage,usage,01/02/2026,2026-03-01,5,GPU-hour\n", "r.csv:2:13: from: must be written YYYY-MM-DD; got \"01/02/2026\""));
    CHECK(starts("usage,usage,2026-02-01,2026-02-01,5,GPU-hour\n", "r.csv:2:24: until: must be after 2026-02-01; got \"2026-02-01\"; write the first day that is no longer in it"));
    CHECK(starts("usage,usage,2026-02-01,2026-02-02,5\n", "r.csv:2:1: line: must have six fields; got 5;"));
    CHECK(starts("usage,usage,2026-02-01,2026-02-02,5,GPU-hour,\n", "r.csv:2:1: line: must have six fields; got 7;"));
    CHECK(starts("usage,\"usage,2026-02-01\n", "r.csv:2:7: line: must close its quotes"));
    CHECK(starts("usage,us\tage,2026-02-01,2026-02-02,5,GPU-hour\n", "r.csv:2:1: line: must be UTF-8 without control characters"));
    CHECK(starts("usage,us\xFF,2026-02-01,2026-02-02,5,GPU-hour\n", "r.csv:2:1: line: must be UTF-8 without control characters"));
    auto deal    = tests::metered_contract();
    deal.pricing = unknown("not announced");
    CHECK(refused("usage,any,2026-01-01,2026-02-01,5,MWh\n", deal).empty());
    CHECK(refused("usage,any,2026-01-01,2026-02-01,5,hour\n", deal) == "r.csv:2:35: unit: must be one that is metered; got \"hour\"; write GPU-hour, kWh or MWh");
}

TEST_CASE("the header is required, and files, lines and lists are bounded")
{
    const auto deal = tests::metered_contract();
    CHECK_REFUSED(invalid_readings_file, "r.csv:1:1: header: must be the columns reading,name,from,until,quantity,unit; got another line; write them on the first line",
                  parse_readings("usage,usage,2026-01-01,2026-02-01,5,GPU-hour\n", "r.csv", deal));
    CHECK_REFUSED(invalid_readings_file, "r.csv:1:1: header: must be the columns reading,name,from,until,quantity,unit; got an empty file; write them on the first line", parse_readings("", "r.csv", deal));
    CHECK(refused(std::string(1'000, 'x')).starts_with("r.csv:2:1: line: must have six fields"));
    CHECK(refused(std::string(1'001, 'x')) == "r.csv:2:1: line: must not be longer than 1,000 bytes; got 1001 bytes; shorten its name");
    CHECK_REFUSED(invalid_readings_file, "r.csv:1:1: file: must not be too large; got more than 16777216 bytes; split it", parse_readings(std::string(16'777'217, '\n'), "r.csv", deal));
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += std::string("index,i") + std::to_string(i) + ",2026-01-01,2026-02-01,1,\n";
    CHECK(read(many).indices.size() == 200'000);
    CHECK(refused(many + "index,x,2026-01-01,2026-02-01,1,\n") == "r.csv:200002:1: file: must not have more than 200,000 readings; split it");
    CHECK_REFUSED(invalid_readings_file, "nowhere.csv:1:1: file: must exist; got no such file; check the path", load_readings("nowhere.csv", deal));
}

TEST_CASE("a contract without a term has no readings")
{
    auto deal = tests::metered_contract();
    deal.term = unknown("not announced");
    CHECK_THROWN(invalid_terms, read("", deal));
}
