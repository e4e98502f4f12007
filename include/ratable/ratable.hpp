// SPDX-License-Identifier: BSL-1.0
/// Everything that needs no optional dependency. Deal files are in <ratable/io/deal_file.hpp>, which needs toml++.
#pragma once

#include <ratable/calendar/any_day_count.hpp>
#include <ratable/calendar/date_schedule.hpp>
#include <ratable/calendar/fiscal_year.hpp>
#include <ratable/calendar/format.hpp>
#include <ratable/calendar/holiday_calendars.hpp>
#include <ratable/capacity/availability.hpp>
#include <ratable/charges/charges.hpp>
#include <ratable/charges/exercise.hpp>
#include <ratable/charges/versions.hpp>
#include <ratable/comparison/compare.hpp>
#include <ratable/comparison/format.hpp>
#include <ratable/comparison/table.hpp>
#include <ratable/core/format.hpp>
#include <ratable/core/largest_remainder.hpp>
#include <ratable/io/charge_rows.hpp>
#include <ratable/io/csv.hpp>
#include <ratable/io/json.hpp>
#include <ratable/schedule.hpp>
#include <ratable/units/charge_amounts.hpp>
#include <ratable/units/conversion.hpp>
#include <ratable/units/format.hpp>
#include <ratable/units/of.hpp>
#include <ratable/units/rate.hpp>
