// SPDX-License-Identifier: BSL-1.0
// What a slip, a declaration of readiness and an acceptance may say. Where tranches stand in the term is in validate.cpp.
#include <ratable/terms/validate_tranches.hpp>

#include "../support/all_clauses.hpp"

#include <doctest/doctest.h>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;
using K = contract<USD>&;

namespace {

tranche& hall_a(K c) { return c.tranches.value()[0]; }
tranche& hall_b(K c) { return c.tranches.value()[1]; }

} // namespace

TEST_CASE("the contract of all clauses has nothing wrong")
{
    CHECK(validate(sample::all_clauses()).empty());
}

TEST_CASE("a slip is counted forward, and leaves a day in service")
{
    sample::check_faults({
        {[](K c) { hall_a(c).slip = date::days{-1}; }, "tranches[0].slip", "must be from 0 to 36,600 days", "-1 days"},
        {[](K c) { hall_a(c).slip = date::days{36'601}; }, "tranches[0].slip", "must be from 0 to 36,600 days", "36601 days"},
        {[](K c) { hall_a(c).slip = date::days{1'096}, hall_a(c).end_on_slip = slipped_end::fixed; }, "tranches[0].slip", "must leave a day in service before 2030-01-01", "2030-01-01"},
        {[](K c) { hall_b(c).ready_for_service = hall_b(c).acceptance = {}, hall_b(c).slip = date::days{1'280}; }, "tranches[1].slip", "must leave a day in service before 2031-01-01",
         "2031-01-01"},
    });
    sample::check_accepted({
        [](K c) { hall_a(c).slip = date::days{0}; },
        [](K c) { hall_a(c).slip = date::days{1'095}, hall_a(c).end_on_slip = slipped_end::fixed; },
        [](K c) { hall_a(c).slip = date::days{1'500}; }, // the end follows
        [](K c) { hall_b(c).ready_for_service = hall_b(c).acceptance = {}, hall_b(c).slip = date::days{1'279}; },
    });
}

TEST_CASE("a stated end needs a word on what a slip, readiness or acceptance does to it")
{
    sample::check_faults({
        {[](K c) { hall_a(c).end_on_slip = {}; }, "tranches[0].end_on_slip", "must say what a slip does to the stated end 2030-01-01", "not stated"},
        {[](K c) { hall_b(c).end = 2030_y / jan / 1; }, "tranches[1].end_on_slip", "must say what a slip does to the stated end 2030-01-01", "not stated"},
        {[](K c) { hall_b(c).end = 2030_y / jan / 1, hall_b(c).acceptance = {}; }, "tranches[1].end_on_slip", "must say what a slip does to the stated end 2030-01-01", "not stated"},
    });
    sample::check_accepted({[](K c) { hall_a(c).end_on_slip = {}, hall_a(c).slip = {}; }, [](K c) { hall_a(c).end_on_slip = {}, hall_a(c).end = {}; }});
}

TEST_CASE("acceptance follows readiness, and both lie in the term, before a fixed end")
{
    sample::check_faults({
        {[](K c) { hall_b(c).acceptance = 2027_y / jul / 19; }, "tranches[1].acceptance", "must not precede ready_for_service 2027-07-20", "2027-07-19"},
        {[](K c) { hall_b(c).ready_for_service = 2026_y / dec / 31; }, "tranches[1].ready_for_service", "must not precede 2027-01-01", "2026-12-31"},
        {[](K c) { hall_b(c).acceptance = 2031_y / jan / 1; }, "tranches[1].acceptance", "must not be after 2030-12-31", "2031-01-01"},
        {[](K c) { c.prepayment = {}, hall_b(c).end = 2027_y / aug / 1, hall_b(c).end_on_slip = slipped_end::fixed; }, "tranches[1].acceptance", "must leave a day in service before 2027-08-01", "2027-08-01"},
        {[](K c) { c.prepayment = {}, hall_b(c).end = 2027_y / jul / 20, hall_b(c).end_on_slip = slipped_end::fixed, hall_b(c).acceptance = {}; }, "tranches[1].ready_for_service",
         "must leave a day in service before 2027-07-20", "2027-07-20"},
    });
    sample::check_accepted({[](K c) { hall_b(c).acceptance = 2027_y / jul / 20; }, [](K c) { hall_b(c).acceptance = 2027_y / jun / 1, hall_b(c).ready_for_service = {}; }});
}

TEST_CASE("a slip and the day on which service starts say the same")
{
    sample::check_faults({
        {[](K c) { hall_b(c).slip = date::days{30}; }, "tranches[1].slip", "must agree with the day on which service starts, 2027-08-01", "30 days"},
        {[](K c) { hall_b(c).slip = date::days{20}, hall_b(c).acceptance = {}; }, "tranches[1].slip", "must agree with the day on which service starts, 2027-07-20", "20 days"},
    });
    sample::check_accepted({[](K c) { hall_b(c).slip = date::days{31}; }, [](K c) { hall_b(c).slip = date::days{19}, hall_b(c).acceptance = {}; },
                            [](K c) { hall_b(c).slip = assumed(range(date::days{0}, date::days{10}, date::days{60}), "us"); }});
}

TEST_CASE("a ramp takes a day at least")
{
    sample::check_faults({{[](K c) { hall_a(c).ramp_up->days = date::days{0}; }, "tranches[0].ramp_up", "must take a day at least", "0 days"}});
    sample::check_accepted({[](K c) { hall_a(c).ramp_up->days = date::days{1}; }});
}

TEST_CASE("an accelerator is one, or unknown")
{
    sample::check_faults({{[](K c) { hall_a(c).accelerator = at_least(any_accelerator(gb300{})); }, "tranches[0].accelerator", "must be one accelerator", "at least gb300"}});
}
