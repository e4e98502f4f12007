// SPDX-License-Identifier: BSL-1.0
/// The light door: exact numbers, calendar, units, terms, capacity, and straight-line and by-capacity schedules.
#pragma once

#include <ratable/accounting/by_capacity.hpp>
#include <ratable/accounting/straight_line.hpp>
#include <ratable/terms/contract.hpp>
#include <ratable/terms/validate.hpp>
