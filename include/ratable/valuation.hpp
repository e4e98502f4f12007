// SPDX-License-Identifier: BSL-1.0
/// The door of value: present values, rates of return, the time value of money, and what a deal and leaving it are worth. It needs Boost.Multiprecision.
#pragma once

#include <ratable/charges/cash_flows.hpp>
#include <ratable/charges/exit_cost.hpp>
#include <ratable/comparison/valuation_metrics.hpp>
#include <ratable/io/value_report.hpp>
#include <ratable/valuation/annuity.hpp>
#include <ratable/valuation/average_life.hpp>
#include <ratable/valuation/break_even.hpp>
#include <ratable/valuation/discount_curve.hpp>
#include <ratable/valuation/duration.hpp>
#include <ratable/valuation/implied_rate.hpp>
#include <ratable/valuation/irr.hpp>
#include <ratable/valuation/levelized.hpp>
#include <ratable/valuation/mirr.hpp>
#include <ratable/valuation/payback.hpp>
#include <ratable/valuation/peak_exposure.hpp>
#include <ratable/valuation/present_value.hpp>
#include <ratable/valuation/rate_conversion.hpp>
#include <ratable/valuation/tvm.hpp>
#include <ratable/valuation/tvm_nper.hpp>
#include <ratable/valuation/tvm_rate.hpp>
