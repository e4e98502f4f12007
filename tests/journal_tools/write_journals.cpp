// SPDX-License-Identifier: BSL-1.0
// Writes journals for the tools to read: good-… and odd-… must be accepted; bad-…, in which one cent is another, must not.
#include <ratable/io/beancount.hpp>
#include <ratable/io/plain_text_accounting.hpp>
#include <ratable/io/whole_file.hpp>
#include <ratable/units/money.hpp>

#include "../support/odd_journal.hpp"

#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

using namespace ratable;
using namespace ratable::symbols;
using namespace date::literals;

namespace {

struct writer
{
    const char* ending;
    const char* balance; ///< what stands before a balance that is asserted
    bool        behind;  ///< on the line of its posting, or on one of its own
};
constexpr writer writers[] = {{".journal", " = ", true}, {".beancount", " balance ", false}};

template <class C>
std::string written(const writer& w, const std::vector<entry<C>>& entries, asserted_balances asserted = asserted_balances::amortization)
{
    return w.behind ? to_plain_text_accounting(entries, asserted) : to_beancount(entries, asserted);
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
        end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

/// The file of `changed` with the balances of `good`: what is posted is another, and balances, but what is asserted is as it was.
std::string with_balances_of(const writer& w, const std::string& changed, const std::string& good)
{
    std::vector<std::string> lines = lines_of(changed), from = lines_of(good);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t at = lines[i].find(w.balance), was = from[i].find(w.balance);
        if (at != std::string::npos) lines[i] = w.behind ? lines[i].substr(0, at) + from[i].substr(was) : from[i];
    }
    return joined(lines);
}

/// One cent more or less in the last amount of a line that ends before `end`.
void change_a_cent(std::string& line, std::size_t end)
{
    const std::size_t digit = line.find_last_of("0123456789", end);
    line[digit]             = line[digit] == '9' ? '8' : static_cast<char>(line[digit] + 1);
}

/// A prepayment, spread over a quarter, half of it used; a monthly invoice, and its payment on other days.
template <class Money>
auto quarter(Money&& amount)
{
    using C = std::remove_cvref_t<decltype(amount(0).unit)>;
    const account prepaid(account_type::asset, "Prepaid:openai-aws"), cash(account_type::asset, "Cash"), payable(account_type::liability, "Payables"),
        used(account_type::expense, "Compute:openai-aws:Used"), unused(account_type::expense, "Compute:openai-aws:Unused"), above(account_type::asset, "Prepaid");
    std::vector<entry<C>> entries{{.date = sys_days{2026_y / jan / 2}, .id = "openai-aws-P1", .payee = "Example Cloud", .narration = "Prepayment", .postings = {{prepaid, amount(2'000'000'000'001)}, {cash, amount(-2'000'000'000'001)}}, .tags = {{"contract", "openai-aws"}}},
                                  {.date = sys_days{2026_y / jan / 2}, .id = "rent", .postings = {{above, amount(700)}, {cash, amount(-700)}}}};
    const std::int64_t    parts[] = {666'666'666'667, 666'666'666'667, 666'666'666'667};
    int                   month   = 0;
    for (const std::int64_t part : parts) {
        const std::string number = std::to_string(++month);
        const auto        last   = sys_days{2026_y / date::month(static_cast<unsigned>(month)) / date::last};
        entries.push_back({.date = last, .id = "openai-aws-A" + number, .payee = "Example Cloud", .narration = "Amortization " + number + "/3",
                           .postings = {{used, amount(part / 2)}, {unused, amount(part - part / 2)}, {prepaid, amount(-part)}}, .tags = {{"contract", "openai-aws"}, {"clause", "prepayment"}}});
        entries.push_back({.date = last, .id = "openai-aws-I" + number, .payee = "Example Cloud", .postings = {{used, amount(12'345)}, {payable, amount(-12'345)}}});
    }
    entries.push_back({.date = sys_days{2026_y / feb / 15}, .id = "openai-aws-C1", .payee = "Example Cloud", .postings = {{payable, amount(12'345)}, {cash, amount(-12'345)}}});
    return entries;
}

int write(const std::filesystem::path& folder)
{
    const auto dollars = [](std::int64_t cents) { return money<USD>(decimal<2>::from_units(cents)); };
    const auto mixed   = [](const char* code) { return [code](std::int64_t cents) { return money<any_currency<2>>(decimal<2>::from_units(cents), currency_of<2>(code)); }; };
    const auto entries = quarter(dollars);
    auto       both    = quarter(mixed("USD"));
    for (auto& e : quarter(mixed("EUR"))) both.push_back(e);
    for (const writer& w : writers) {
        const auto        to   = [&](const std::string& name, const std::string& text) { write_whole_file(folder / (name + w.ending), text); };
        const std::string good = written(w, entries);
        to("good-quarter", good);
        to("good-every-posting", written(w, entries, asserted_balances::every_posting));
        to("good-no-balances", written(w, entries, asserted_balances::none));
        to("good-yen", written(w, quarter([](std::int64_t yen) { return money<JPY>(decimal<0>::from_units(yen)); })));
        to("good-dinars", written(w, quarter([](std::int64_t fils) { return money<KWD>(decimal<3>::from_units(fils)); })));
        to("good-two-currencies", written(w, both));
        to("odd-names", written(w, tests::odd_journal(400)));
        to("odd-names-every-posting", written(w, tests::odd_journal(60), asserted_balances::every_posting));

        int number = 0;
        for (std::size_t i = 0; i < entries.size(); ++i) { // each amortisation
            if (entries[i].id.find("-A") == std::string::npos) continue;
            auto changed = entries;
            changed[i].postings[0].amount += dollars(1);
            changed[i].postings[2].amount -= dollars(1);
            to("bad-both-sides-" + std::to_string(++number), with_balances_of(w, written(w, changed), good));
        }
        const std::vector<std::string> lines = lines_of(good);
        number                               = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::size_t at = lines[i].find(w.balance);
            if (at == std::string::npos) continue;
            auto asserted = lines;
            change_a_cent(asserted[i], w.behind ? std::string::npos : asserted[i].find(" ~ 0"));
            to("bad-balance-" + std::to_string(++number), joined(asserted));
            auto        one_side = lines;
            std::size_t line     = i; // of the posting: here, or the last above
            while (!w.behind && !lines[line].starts_with("  Assets:")) --line;
            change_a_cent(one_side[line], w.behind ? at : std::string::npos);
            to("bad-one-side-" + std::to_string(number), joined(one_side));
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return argc == 2 ? write(argv[1]) : 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
