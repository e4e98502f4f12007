// SPDX-License-Identifier: BSL-1.0
// Books that must not compile, and the advice that the compiler quotes. See cmake/checks/compile_fail.cmake.
#include <ratable/journal/post_contract.hpp>

using ratable::contract_posting, ratable::entered, ratable::side;

// The twin of every case: this compiles.
// [begin posting]
const contract_posting rules{.of = side::customer, .enters = entered::when_invoiced};
// [end posting]

// case posting_without_side: this term is required: write it in the braces; what a contract leaves unsaid has no default
#ifdef CASE_posting_without_side
const contract_posting p{.enters = entered::when_claimed};
#endif

// case posting_without_entered: this term is required: write it in the braces; what a contract leaves unsaid has no default
#ifdef CASE_posting_without_entered
const contract_posting p{.of = side::provider};
#endif
