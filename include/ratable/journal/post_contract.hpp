// SPDX-License-Identifier: BSL-1.0
/// A contract's books: invoices, payments, and what is recognised, for the customer or the provider.
#pragma once

#include <ratable/accounting/contract_balance.hpp>
#include <ratable/journal/contract_accounts.hpp>
#include <ratable/journal/journal.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratable {

/// When a charge enters the books. It is paid on its cash date in any case.
enum class entered {
    when_claimed,  ///< when it is owed whatever happens next, as `claimed_on` says: what customer_balances and provider_balances count
    when_invoiced, ///< or when it is due, should that be first: what is billed in advance stands in payables and receivables before it is owed
};

/// A tax that an invoice carries. It is no part of the consideration, and neither expense nor revenue of the deal.
enum class tax_kind {
    recoverable,   ///< added to the invoice; the customer gets it back, as value added tax
    unrecoverable, ///< added to the invoice; an expense of the customer, as sales tax
    withheld,      ///< kept of the payment by the customer, who owes it to the authority in the provider's name
};
struct invoice_tax
{
    std::string name; ///< of its accounts: `VAT`
    ratio       rate; ///< of what is charged, before taxes
    tax_kind    kind;
    rounding    mode = rounding::half_up; ///< of each invoice's tax
};

/// Whose books, and by which rules. Without accounts they are `accounts_of(of, name)`, the name being the contract's id, or its name where it has none.
struct contract_posting
{
    required<side>                   of;
    required<ratable::entered>       enters;
    std::optional<acting_as>         for_power = {}; ///< a provider's, needed where power is charged: as an agent it passes power on through an account of its own
    std::vector<invoice_tax>         taxes     = {};
    std::optional<contract_accounts> accounts  = {};
};

/// The entries of a contract, from its charges and what is recognised of them.
///
/// Shape:   by date; on one day an invoice (id …-I2026-01-31), what is recognised (…-A), and payments (…-P). No entry is of nothing. The tag
///          `contract` names the deal.
/// Rules:   a position, what is invoiced less what is recognised, is deferred above zero and accrued below it, and moves from one account to the
///          other as it changes sign, so that neither falls below zero; so do settlement and refund. Interest adds to what is deferred. What is
///          recognised is posted on the last day of its period. The provider's entries are the customer's with debits and credits exchanged.
///          One schedule nets all of the contract in one position; a schedule for each tranche keeps positions apart, in accounts below the deal's.
/// Rounds:  nothing but taxes.
/// Errors:  invalid_terms for a charge whose tranche has no schedule, and for a tax below zero or that is withheld above 1; unlike_units; overflow.
/// Source:  after ASC 606-10-45-1 to 45-4 (contract assets, contract liabilities, receivables; net per contract), 606-10-32-2A (taxes outside
///          the price). 210-20 (a customer nets only with a right of offset).
///
///     books.post(contract_entries(deal, charges, expense_of(charges, progress::as_delivered, monthly), {.of = side::customer, .enters = entered::when_invoiced}));
template <currency C>
[[nodiscard]] std::vector<entry<C>> contract_entries(const contract<C>& c, const std::vector<charge<C>>& charges, const amortization_schedule<C>& recognized, const contract_posting& by);
template <currency C>
[[nodiscard]] std::vector<entry<C>> contract_entries(const contract<C>& c, const std::vector<charge<C>>& charges, const std::vector<tranche_schedule<C>>& recognized,
                                                     const contract_posting& by);

/// The same where a prepayment's financing is significant: `financing` are the rows of financing_of, of which the interest is posted; `recognized` is the revenue with it.
///
///     contract_entries(deal, charges, revenue_of(charges, acting_as::principal, rate, life), financing_of(charges, rate, life), {.of = side::provider, …})
template <currency C>
[[nodiscard]] std::vector<entry<C>> contract_entries(const contract<C>& c, const std::vector<charge<C>>& charges, const amortization_schedule<C>& recognized,
                                                     const amortization_schedule<C>& financing, const contract_posting& by);

/// What a contract is called in the ids of its entries and in its accounts: its id, or its name where it has none.
template <currency C>
[[nodiscard]] std::string name_in_books(const contract<C>& c) { return account_name(c.id.empty() ? std::string(c.name) : c.id); }

// -- bodies -----------------------------------------------------------------------------------------------------------

namespace detail {

/// A balance that stands in one account above zero, and in another below it.
template <currency C>
struct two_sided
{
    account  above;
    account  below;
    money<C> balance;

    void move(std::vector<posting<C>>& to, const money<C>& by)
    {
        const money<C> zero({}, by.unit), before = std::exchange(balance, balance + by);
        add_posting(to, above, max(balance, zero) - max(before, zero));
        add_posting(to, below, min(balance, zero) - min(before, zero));
    }
};

/// The books of one contract while they are written, in the customer's signs.
template <currency C>
class contract_books
{
public:
    contract_books(const contract<C>& c, const contract_posting& by)
        : by_(by), list_{name_in_books(c), payee_of(c, by.of), "contract"}, zero_({}, c.currency),
          accounts_(by.accounts ? *by.accounts : accounts_of(by.of, list_.name)), settlement_{accounts_.refund, accounts_.settlement, zero_}
    {
        for (const invoice_tax& tax : by.taxes) {
            if (ratio(0) <= tax.rate && (tax.kind != tax_kind::withheld || tax.rate <= ratio(1))) continue;
            throw invalid_terms({"tax '" + tax.name + "'", "must have a rate from 0, and of at most 1 where it is withheld", to_string(tax.rate), "write 19 % as 0.19_d"});
        }
    }

    /// What is recognised of all charges, or of one tranche's.
    void add_position(const contract<C>& c, std::optional<int> tranche, const amortization_schedule<C>& rows)
    {
        contract_accounts own = accounts_;
        if (tranche.value_or(-1) >= 0) {
            const auto place = static_cast<std::size_t>(*tranche);
            if (place >= c.tranches.value().size()) refuse("must be of the contract's tranches", "tranche " + std::to_string(*tranche), "give the contract that the charges were made of");
            const std::string& given = c.tranches.value()[place].name;
            const std::string  name  = account_name(given.empty() ? "tranche " + std::to_string(*tranche + 1) : given);
            for (account* a : {&own.deferred, &own.accrued, &own.recognized, &own.interest}) *a = account(a->type(), a->path() + ":" + name);
        }
        for (const amortization_row<C>& row : rows) {
            static_cast<void>(same_currency(zero_.unit, row.charge.unit));
            day_of(row).recognized.push_back({positions_.size(), row.period, row.charge, zero_});
        }
        positions_.push_back({tranche, own.recognized, own.interest, {own.deferred, own.accrued, zero_}});
    }

    /// The interest that the first position bears.
    void add_interest(const amortization_schedule<C>& rows)
    {
        for (const amortization_row<C>& row : rows) {
            static_cast<void>(same_currency(zero_.unit, row.interest.unit));
            auto&      there = day_of(row).recognized;
            const auto same  = std::find_if(there.begin(), there.end(), [&row](const recognized_row& r) { return r.period == row.period; });
            if (same == there.end()) there.push_back({0, row.period, zero_, row.interest});
            else same->interest = row.interest;
        }
    }

    void enter(const charge<C>& row)
    {
        day&       of      = days_[by_.enters == entered::when_claimed ? claimed_on(row) : std::min(row.due, row.invoiced)];
        line&      invoice = of.invoice.try_emplace(row.due, line{std::vector<money<C>>(positions_.size(), zero_), zero_}).first->second;
        if (by_.of == side::provider && !by_.for_power && is_power(row.kind)) {
            throw invalid_terms({"contract posting: for_power", "must say who controls the power that is charged", "nothing", "write acting_as::principal or acting_as::agent"});
        }
        const bool apart   = by_.of == side::provider && by_.for_power == acting_as::agent && is_power(row.kind);
        (apart ? invoice.passed_through : invoice.of_position[position_of(row)]) += row.amount;
        if (const std::string kind(name_of(row.kind)); std::find(of.kinds.begin(), of.kinds.end(), kind) == of.kinds.end()) of.kinds.push_back(kind);
        static_cast<void>(days_[row.due]); // it is a day of the books, too
    }

    std::vector<entry<C>> write()
    {
        for (auto& [on, of] : days_) {
            write_invoice(on, of);
            write_recognized(on, of);
            write_payment(on, of);
        }
        return std::move(list_.entries);
    }

private:
    /// The other party, or the deal's name where it is not stated.
    static std::string payee_of(const contract<C>& c, side of)
    {
        const std::string& other = of == side::customer ? c.provider : c.customer;
        return other.empty() ? std::string(c.name) : other;
    }

    struct position
    {
        std::optional<int> tranche;
        account            recognized;
        account            interest;
        two_sided<C>       held;
    };
    struct recognized_row
    {
        std::size_t     position;
        ratable::period period;
        money<C>        charge;
        money<C>        interest;
    };
    struct line ///< what an invoice says is due on one day
    {
        std::vector<money<C>> of_position;
        money<C>              passed_through;
    };
    struct payment
    {
        money<C> charged;
        money<C> tax;
    };
    struct day
    {
        std::map<sys_days, line>    invoice    = {}; ///< by due date
        std::vector<std::string>    kinds      = {};
        std::vector<recognized_row> recognized = {};
        std::optional<payment>      paid       = {};
    };

    day& day_of(const amortization_row<C>& row) { return days_[row.period.end() - date::days{1}]; }

    [[nodiscard]] std::size_t position_of(const charge<C>& row) const
    {
        for (std::size_t i = 0; i < positions_.size(); ++i) {
            if (!positions_[i].tranche || *positions_[i].tranche == row.tranche) return i;
        }
        refuse("must have what is recognised of each charge", "a " + std::string(name_of(row.kind)) + " of tranche " + std::to_string(row.tranche), "give a schedule for each tranche, or one for all");
    }

    [[noreturn]] void refuse(const char* rule, const std::string& value, const char* remedy) const { throw invalid_terms({"books of '" + list_.name + "'", rule, value, remedy}); }

    void add_entry(const char* letter, sys_days on, std::string narration, std::vector<posting<C>> postings)
    {
        if (by_.of == side::provider) {
            for (posting<C>& p : postings) p.amount = -p.amount;
        }
        list_.add(letter, on, std::move(narration), std::move(postings));
    }

    [[nodiscard]] account account_of(const invoice_tax& tax) const
    {
        const bool        customer = by_.of == side::customer;
        const std::string name     = account_name(tax.name);
        switch (tax.kind) {
        case tax_kind::recoverable: return customer ? account(account_type::asset, "Recoverable tax:" + name) : account(account_type::liability, "Tax collected:" + name);
        case tax_kind::unrecoverable: return customer ? account(account_type::expense, "Tax:" + name) : account(account_type::liability, "Tax collected:" + name);
        case tax_kind::withheld: break;
        }
        return account(customer ? account_type::liability : account_type::asset, "Tax withheld:" + name);
    }

    static money<C> tax_on(const money<C>& charged, const invoice_tax& tax) { return round<C::minor_digits>(charged * tax.rate, tax.mode); }

    void write_invoice(sys_days on, day& of)
    {
        std::vector<posting<C>> postings;
        std::vector<money<C>>   moved(positions_.size(), zero_), taxes(by_.taxes.size(), zero_);
        money<C>                passed = zero_, owed = zero_;
        for (const auto& [due, invoice] : of.invoice) {
            money<C> charged = invoice.passed_through, tax = zero_;
            passed += invoice.passed_through;
            for (std::size_t i = 0; i < moved.size(); ++i) {
                moved[i] += invoice.of_position[i];
                charged += invoice.of_position[i];
            }
            for (std::size_t i = 0; i < taxes.size(); ++i) {
                if (by_.taxes[i].kind == tax_kind::withheld) continue;
                const money<C> added = tax_on(charged, by_.taxes[i]);
                taxes[i] += added;
                tax += added;
            }
            payment& paid = days_[due].paid.emplace(days_[due].paid.value_or(payment{zero_, zero_}));
            paid.charged += charged;
            paid.tax += tax;
            owed += charged + tax;
        }
        for (std::size_t i = 0; i < moved.size(); ++i) positions_[i].held.move(postings, moved[i]);
        add_posting(postings, accounts_.passed_through, passed);
        for (std::size_t i = 0; i < taxes.size(); ++i) {
            if (sign(taxes[i]) != 0) postings.push_back({account_of(by_.taxes[i]), taxes[i]});
        }
        settlement_.move(postings, -owed);
        std::string narration = "Invoice:";
        for (const std::string& kind : of.kinds) (narration += narration.back() == ':' ? " " : ", ") += kind;
        add_entry("I", on, narration, std::move(postings));
    }

    void write_recognized(sys_days on, const day& of)
    {
        std::vector<posting<C>> postings;
        std::string             narration;
        for (const recognized_row& row : of.recognized) {
            position& p = positions_[row.position];
            add_posting(postings, p.recognized, row.charge);
            add_posting(postings, p.interest, -row.interest);
            p.held.move(postings, row.interest - row.charge);
            narration = std::string(by_.of == side::customer ? "Expense" : "Revenue") + " of " + to_string(row.period);
        }
        add_entry("A", on, narration, std::move(postings));
    }

    void write_payment(sys_days on, const day& of)
    {
        if (!of.paid) return;
        std::vector<posting<C>> postings;
        money<C>                cash = of.paid->charged + of.paid->tax;
        settlement_.move(postings, cash);
        for (const invoice_tax& tax : by_.taxes) {
            if (tax.kind != tax_kind::withheld) continue;
            const money<C> kept = tax_on(of.paid->charged, tax);
            if (sign(kept) != 0) postings.push_back({account_of(tax), -kept});
            cash -= kept;
        }
        add_posting(postings, accounts_.cash, -cash);
        const bool pays = (sign(cash) >= 0) == (by_.of == side::customer);
        add_entry("P", on, pays ? "Payment" : "Receipt", std::move(postings));
    }

    const contract_posting& by_;
    entry_list<C>           list_;
    money<C>                zero_;
    contract_accounts       accounts_;
    two_sided<C>            settlement_;
    std::vector<position>   positions_;
    std::map<sys_days, day> days_;
};

} // namespace detail

template <currency C>
std::vector<entry<C>> contract_entries(const contract<C>& c, const std::vector<charge<C>>& charges, const std::vector<tranche_schedule<C>>& recognized, const contract_posting& by)
{
    detail::contract_books<C> books(c, by);
    for (const tranche_schedule<C>& part : recognized) books.add_position(c, part.tranche, part.rows);
    for (const charge<C>& row : charges) books.enter(row);
    return books.write();
}

template <currency C>
std::vector<entry<C>> contract_entries(const contract<C>& c, const std::vector<charge<C>>& charges, const amortization_schedule<C>& recognized, const contract_posting& by)
{
    detail::contract_books<C> books(c, by);
    books.add_position(c, std::nullopt, recognized);
    for (const charge<C>& row : charges) books.enter(row);
    return books.write();
}

template <currency C>
std::vector<entry<C>> contract_entries(const contract<C>& c, const std::vector<charge<C>>& charges, const amortization_schedule<C>& recognized,
                                       const amortization_schedule<C>& financing, const contract_posting& by)
{
    detail::contract_books<C> books(c, by);
    books.add_position(c, std::nullopt, recognized);
    books.add_interest(financing);
    for (const charge<C>& row : charges) books.enter(row);
    return books.write();
}

} // namespace ratable
