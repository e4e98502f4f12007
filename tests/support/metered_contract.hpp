// SPDX-License-Identifier: BSL-1.0
/// A contract of the year 2026 with a meter, a hall and monthly bills: what readings are read for.
#pragma once

#include <ratable/terms/contract.hpp>

namespace tests {

inline ratable::contract<ratable::iso4217::USD> metered_contract()
{
    using namespace ratable;
    using namespace ratable::symbols;
    using namespace date::literals;
    usage_fee<USD> usage{.price = unit_price<USD>(usd("2.50"), priced_unit::gpu_hour)};
    usage.minimum = take_or_pay{.share = ratio::parse("0.8"), .make_up = make_up{.usable_months = 12, .price = make_up_price::free, .tail_months = 2}};
    return contract<USD>{
        .name          = "ten accelerators",
        .term          = disclosed(ratable::term{.start = 2026_y / jan / 1, .length = date::years{1}}, "order form"),
        .tranches      = disclosed({{.name = "hall 1", .in_service = 2026_y / jan / 1, .capacity = 1 * MW_it}}, "order form"),
        .consideration = disclosed(usd(219'000), "order form"),
        .pricing       = disclosed(pricing<USD>{usage}, "order form"),
        .billing       = disclosed(billing{.every = monthly, .periods = contract_periods, .payment = payment_terms{.net = date::days{30}, .convention = business_day_convention::unadjusted}}, "order form"),
    };
}

} // namespace tests
