// SPDX-License-Identifier: BSL-1.0
// A customer's books of one year: a prepayment, what is learnt after a close, and the same in euros.
#include <ratable/charges/charges.hpp>
#include <ratable/io/plain_text_accounting.hpp>
#include <ratable/journal/actuals.hpp>
#include <ratable/journal/chart_of_accounts.hpp>
#include <ratable/journal/functional_currency.hpp>
#include <ratable/journal/post_contract.hpp>
#include <ratable/journal/roll_forward.hpp>
#include <ratable/units/format.hpp>
#include <fmt/format.h>

using namespace date::literals;
using namespace ratable::literals;
using namespace ratable::symbols;
using date::days, date::months;
using ratable::account, ratable::account_type, ratable::assumed, ratable::contract, ratable::period, ratable::sys_days, ratable::to_string, ratable::usd;

namespace {

/// 1.2 million for a year from January, invoiced each month and paid 30 days later; a fifth is paid in December, and credited from July on.
contract<USD> hall(const ratable::money<USD>& price)
{
    return contract<USD>{
        .id            = "hall",
        .name          = "a hall of 1 MW",
        .customer      = "Example Labs",
        .provider      = "Example Cloud",
        .term          = assumed(ratable::term{.start = 2026_y/jan/1, .length = months{12}}, "for illustration"),
        .tranches      = assumed({{.name = "hall 1", .in_service = 2026_y/jan/1, .capacity = 1 * MW_it}}, "for illustration"),
        .consideration = assumed(price, "for illustration"),
        .pricing       = assumed(ratable::pricing<USD>{ratable::consideration_fee{.by = ratable::billed_by::months}}, "for illustration"),
        .billing       = assumed(ratable::billing{.every   = ratable::monthly,
                                                  .periods = ratable::calendar_periods,
                                                  .payment = ratable::payment_terms{.net = days{30}, .convention = ratable::business_day_convention::unadjusted}},
                                 "for illustration"),
        .prepayment    = assumed(ratable::prepayment{.share         = 0.2_d,
                                                     .lead          = days{15},
                                                     .credited      = ratable::credit_method::level,
                                                     .counted_in    = ratable::credit_months::billing,
                                                     .from_month    = months{7},
                                                     .through_month = months{12},
                                                     .left_over     = ratable::residue::refunded}, "for illustration"),
    };
}

// [begin entries]
std::vector<ratable::entry<USD>> entries_of(const contract<USD>& deal)
{
    const auto charges  = charges_of(deal);
    const auto expenses = expense_by_tranche(charges, ratable::progress::as_delivered, life_of(charges, ratable::monthly));
    return contract_entries(deal, charges, expenses, {.of = ratable::side::customer, .enters = ratable::entered::when_claimed});
}
// [end entries]

template <class C>
void print(const char* title, const ratable::trial_balance<C>& rows)
{
    fmt::print("{}\n", title);
    for (const auto& row : rows) fmt::print("  {:<34}{:>20}\n", to_string(row.account), row.balance);
    fmt::print("\n");
}

} // namespace

int main()
{
    // [begin post]
    const auto           planned = entries_of(hall(usd(1'200'000)));
    ratable::journal<USD> books;
    books.post(planned);
    // [end post]
    fmt::print("{}\n", to_plain_text_accounting(std::vector(planned.begin(), planned.begin() + 5)));
    // [begin balances]
    print("Trial balance of 2026-06-30", trial_balance_of(books, 2026_y/jun/30));
    const account prepaid(account_type::asset, "Prepaid");
    const auto    quarters = make_schedule(period(2025_y/oct/1, 2027_y/jan/1), ratable::quarterly, ratable::calendar_periods);
    fmt::print("Prepaid {:>38}{:>18}{:>18}{:>18}\n", "opening", "additions", "released", "closing");
    for (const auto& row : roll_forward(books, prepaid, quarters)) {
        fmt::print("  {}{:>18}{:>18}{:>18}{:>18}\n", to_string(row.period), row.opening, row.additions, row.released, row.closing);
    }
    // [end balances]

    // [begin true_up]
    ratable::journal<USD> actual;
    const auto close = [&](const std::vector<ratable::entry<USD>>& known, sys_days day) {
        const auto now = true_up_entries(actual, known, {.contract = std::string("hall"), .accounts = ratable::accounts_of(ratable::side::customer, "hall"),
                                                         .through = day, .settled_on = day + days{20}});
        actual.post(now);
        actual.close_through(day);
        return now;
    };
    close(planned, 2026_y/mar/31);
    const auto april = close(entries_of(hall(usd(1'260'000))), 2026_y/apr/30); // the price turns out to be higher, from the first day
    // [end true_up]
    fmt::print("\nApril, after what was learnt\n");
    for (const auto& e : april) {
        fmt::print("  {}\n", e.id);
        for (const auto& p : e.postings) fmt::print("    {:<32}{:>20}\n", to_string(p.account), p.amount);
    }
    fmt::print("\n");

    // [begin euros]
    const auto eur_per_usd = [](const char* text, date::year_month_day on) { return ratable::fx_rate<EUR, USD>::parse(std::string(text) + " EUR/USD", on); };
    ratable::remeasurement<EUR, USD> rules{.rates       = {eur_per_usd("0.85", 2025_y/dec/1), eur_per_usd("0.90", 2026_y/jan/31), eur_per_usd("0.88", 2026_y/mar/2)},
                                           .nonmonetary = {prepaid},
                                           .closings    = {2026_y/jan/31, 2026_y/feb/28, 2026_y/mar/31}};
    const auto euros = in_functional_currency(books, rules);
    print("In euros, on 2026-03-31", trial_balance_of(euros, 2026_y/mar/31));
    // [end euros]

    // [begin chart]
    const ratable::chart_of_accounts chart({{prepaid, account(account_type::asset, "1400 Prepayments")},
                                            {account(account_type::asset, "Cash"), account(account_type::asset, "1000 Bank")},
                                            {account(account_type::liability, "Payables"), account(account_type::liability, "2000 Trade payables")},
                                            {account(account_type::liability, "Accrued"), account(account_type::liability, "2100 Accruals")},
                                            {account(account_type::expense, "Compute"), account(account_type::expense, "6100 Cloud")}},
                                           ratable::unlisted_accounts::refused, ratable::accounts_below::merged);
    print("In accounts of your own", trial_balance_of(chart(books), 2026_y/jun/30));
    // [end chart]
}
