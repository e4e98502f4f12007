// SPDX-License-Identifier: BSL-1.0
/// Checks that an expression throws; what it would return may be discarded here.
#pragma once

#include <doctest/doctest.h>

/// `type` is thrown, with exactly `message`.
#define CHECK_REFUSED(TYPE, MESSAGE, ...) CHECK_THROWS_WITH_AS(static_cast<void>(__VA_ARGS__), MESSAGE, TYPE)
/// `type` is thrown.
#define CHECK_THROWN(TYPE, ...) CHECK_THROWS_AS(static_cast<void>(__VA_ARGS__), TYPE)
