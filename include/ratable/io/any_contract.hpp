// SPDX-License-Identifier: BSL-1.0
/// What a deal file holds: a contract in a currency that only its file knows. Needs no toml++; who reads files includes <ratable/io/deal_file.hpp>.
#pragma once

#include <ratable/core/error.hpp>
#include <ratable/terms/contract.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ratable {

/// A contract in a currency that only its file knows, by the currency's minor digits.
using any_contract = std::variant<contract<any_currency<2>>, contract<any_currency<0>>, contract<any_currency<3>>, contract<any_currency<4>>>;

/// A deal as read: its terms, and which bytes they came from.
struct deal_file
{
    std::string  path;
    std::string  sha256;
    any_contract contract;
};

/// All that is wrong with a deal file; `what()` is one line a problem, in the order of the file.
class invalid_deal_file : public error
{
public:
    explicit invalid_deal_file(std::vector<parse_error> problems);
    [[nodiscard]] const std::vector<parse_error>& problems() const { return problems_; }

private:
    std::vector<parse_error> problems_;
};

// -- bodies -----------------------------------------------------------------------------------------------------------

inline invalid_deal_file::invalid_deal_file(std::vector<parse_error> problems)
    : error({},
            [&problems] {
                std::stable_sort(problems.begin(), problems.end(), [](const parse_error& a, const parse_error& b) {
                    return std::pair(a.where().line, a.where().column) < std::pair(b.where().line, b.where().column);
                });
                std::string text;
                for (const parse_error& p : problems) (text += text.empty() ? "" : "\n") += p.what();
                return text;
            }()),
      problems_(std::move(problems))
{
}

} // namespace ratable
