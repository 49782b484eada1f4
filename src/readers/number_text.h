// Fast reading of decimal numbers out of text, exact for the lengths that mesh files use.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace smrt::readers {

/// Skips blanks and tabs.
inline void skip_blanks(const char*& at, const char* end) {
    while (at < end && (*at == ' ' || *at == '\t')) ++at;
}

/// Slow path for long mantissas, large exponents, inf and nan.
inline bool read_unusual_number(const char*& at, const char* end, double& value) {
    const char* stop = at;
    while (stop<end&& static_cast<unsigned char>(*stop)> ' ' && stop - at < 64) ++stop;
    const std::string word(at, stop);
    char* parsed = nullptr;
    value = std::strtod(word.c_str(), &parsed);
    if (parsed == word.c_str()) return false;
    at += parsed - word.c_str();
    return true;
}

/// Reads one decimal number at `at` and moves behind it. Result: false if none stands there.
/// Up to 15 digits are converted exactly (integer mantissa and power of ten are both exact doubles).
inline bool read_number(const char*& at, const char* end, double& value) {
    static constexpr double k_powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    skip_blanks(at, end);
    const char* p = at;
    const bool minus = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) ++p;
    std::uint64_t mantissa = 0;
    int digits = 0;
    int decimals = 0;
    for (; p < end && *p >= '0' && *p <= '9'; ++p, ++digits) mantissa = mantissa * 10 + static_cast<unsigned>(*p - '0');
    if (p < end && *p == '.') {
        for (++p; p < end && *p >= '0' && *p <= '9'; ++p, ++digits, ++decimals) mantissa = mantissa * 10 + static_cast<unsigned>(*p - '0');
    }
    const bool plain = p == end || static_cast<unsigned char>(*p) <= ' ' || *p == ',' || *p == '\\';
    if (digits == 0 || digits > 15 || !plain) return read_unusual_number(at, end, value);
    value = static_cast<double>(mantissa) / k_powers[decimals];
    if (minus) value = -value;
    at = p;
    return true;
}

/// Reads one whole number. Result: false if none stands there or it does not fit.
inline bool read_integer(const char*& at, const char* end, std::int64_t& value) {
    const char* p = at;
    const bool minus = p < end && *p == '-';
    if (minus) ++p;
    const char* first = p;
    std::int64_t sum = 0;
    for (; p < end && *p >= '0' && *p <= '9' && p - first < 18; ++p) sum = sum * 10 + (*p - '0');
    if (p == first || (p < end && *p >= '0' && *p <= '9')) return false;
    value = minus ? -sum : sum;
    at = p;
    return true;
}

}  // namespace smrt::readers
