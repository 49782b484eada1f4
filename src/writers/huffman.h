// Huffman codes of limited length, as deflate wants them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace smrt::writers {

/// Codes of one alphabet; length 0: the symbol does not occur. Bits are stored in the order deflate sends them.
struct HuffmanCode {
    std::vector<std::uint8_t> lengths;
    std::vector<std::uint16_t> bits;
};

/// Shortest codes of at most `longest` bits for these counts. At least one symbol gets a code.
[[nodiscard]] HuffmanCode make_huffman_code(std::span<const std::uint32_t> counts, int longest);

/// Bits from the lowest upwards, the order of deflate.
class BitWriter {
public:
    void put(std::uint32_t bits, int count) {
        held_ |= static_cast<std::uint64_t>(bits) << held_count_;
        held_count_ += count;
        while (held_count_ >= 8) {
            bytes_.push_back(static_cast<std::uint8_t>(held_));
            held_ >>= 8;
            held_count_ -= 8;
        }
    }
    void put(const HuffmanCode& code, std::size_t symbol) { put(code.bits[symbol], code.lengths[symbol]); }
    void fill_byte() { put(0, (8 - held_count_) % 8); }
    [[nodiscard]] std::vector<std::uint8_t>& bytes() { return bytes_; }

private:
    std::vector<std::uint8_t> bytes_;
    std::uint64_t held_ = 0;
    int held_count_ = 0;
};

}  // namespace smrt::writers
