// Bounded reading of binary values out of a byte string.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace smrt::readers {

/// True if `count` bytes lie in the view from `at` on; safe against overflow.
[[nodiscard]] inline bool has_bytes(std::string_view bytes, std::uint64_t at, std::uint64_t count) {
    return at <= bytes.size() && count <= bytes.size() - at;
}

/// Value at an offset; the caller has checked has_bytes. Little-endian unless said otherwise.
template <class T>
[[nodiscard]] T value_at(std::string_view bytes, std::uint64_t at, bool big_endian = false) {
    static_assert(std::is_arithmetic_v<T>);
    unsigned char raw[sizeof(T)];
    std::memcpy(raw, bytes.data() + at, sizeof(T));
    if (big_endian != (std::endian::native == std::endian::big))
        for (std::size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(raw[i], raw[sizeof(T) - 1 - i]);
    T value;
    std::memcpy(&value, raw, sizeof(T));
    return value;
}

/// The first bytes as text for an error message, with unprintable ones as dots.
[[nodiscard]] inline std::string printable_start(std::string_view bytes, std::size_t count = 12) {
    std::string start(bytes.substr(0, count));
    for (char& c : start)
        if (c < 32 || c > 126) c = '.';
    return start;
}

}  // namespace smrt::readers
