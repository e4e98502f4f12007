// SPDX-License-Identifier: BSL-1.0
/// RATABLE_INSTRUCTION_SET: a name for the instructions that this translation unit is compiled for.
///
/// Kernels, and the functions that they are inlined into, stand in `inline namespace RATABLE_INSTRUCTION_SET`, so that translation units
/// compiled for different families of instructions never share their bodies. All other inline functions do, as everywhere in C++: a
/// program that must start on an older machine builds what runs there for it.
#pragma once

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define RATABLE_ISA_LANES avx512dq
#elif defined(__AVX512F__)
#define RATABLE_ISA_LANES avx512f
#elif defined(__AVX2__)
#define RATABLE_ISA_LANES avx2
#elif defined(__AVX__)
#define RATABLE_ISA_LANES avx
#elif defined(__SSE4_2__)
#define RATABLE_ISA_LANES sse42
#elif defined(__SSE4_1__)
#define RATABLE_ISA_LANES sse41
#elif defined(__ARM_FEATURE_SVE)
#define RATABLE_ISA_LANES sve
#else
#define RATABLE_ISA_LANES base
#endif

#if defined(__FMA__)
#define RATABLE_ISA_FMA fma
#else
#define RATABLE_ISA_FMA no_fma
#endif

#if defined(__BMI2__)
#define RATABLE_ISA_BMI bmi2
#else
#define RATABLE_ISA_BMI no_bmi2
#endif

#if defined(__FAST_MATH__)
#define RATABLE_ISA_MATH fast_math
#else
#define RATABLE_ISA_MATH strict
#endif

#define RATABLE_ISA_PASTE(a, b, c, d) for_##a##_##b##_##c##_##d
#define RATABLE_ISA_NAME(a, b, c, d) RATABLE_ISA_PASTE(a, b, c, d)
#define RATABLE_INSTRUCTION_SET RATABLE_ISA_NAME(RATABLE_ISA_LANES, RATABLE_ISA_FMA, RATABLE_ISA_BMI, RATABLE_ISA_MATH)
