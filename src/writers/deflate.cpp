// Deflate: one hash probe a byte, then one Huffman table a band.
#include "writers/deflate.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/parallel.h"
#include "writers/huffman.h"

namespace smrt::writers {
namespace {

constexpr std::size_t k_least_match = 4, k_most_match = 258, k_most_distance = 32768;
constexpr int k_hash_bits = 14;
constexpr std::size_t k_end_of_block = 256;

/// A literal (distance 0, length = byte) or a match.
struct Token {
    std::uint16_t length;
    std::uint16_t distance_less_one;
    bool match;
};

struct Range {
    std::uint16_t base;
    std::uint8_t extra;
};
constexpr std::array<Range, 29> k_lengths = {{{3, 0},  {4, 0},  {5, 0},  {6, 0},  {7, 0},  {8, 0},  {9, 0},  {10, 0},  {11, 1},  {13, 1},
                                              {15, 1}, {17, 1}, {19, 2}, {23, 2}, {27, 2}, {31, 2}, {35, 3}, {43, 3},  {51, 3},  {59, 3},
                                              {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}}};
constexpr std::array<Range, 30> k_distances = {{{1, 0},     {2, 0},     {3, 0},     {4, 0},     {5, 1},     {7, 1},     {9, 2},      {13, 2},
                                                {17, 3},    {25, 3},    {33, 4},    {49, 4},    {65, 5},    {97, 5},    {129, 6},    {193, 6},
                                                {257, 7},   {385, 7},   {513, 8},   {769, 8},   {1025, 9},  {1537, 9},  {2049, 10},  {3073, 10},
                                                {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}}};

template <std::size_t N>
std::size_t range_of(const std::array<Range, N>& ranges, std::uint32_t value) {
    const auto above = std::upper_bound(ranges.begin(), ranges.end(), value, [](std::uint32_t v, const Range& range) { return v < range.base; });
    return static_cast<std::size_t>(above - ranges.begin()) - 1;
}

std::uint32_t load(const std::uint8_t* at) {
    std::uint32_t word = 0;
    std::memcpy(&word, at, 4);
    return word;
}

std::size_t match_length(std::span<const std::uint8_t> bytes, std::size_t earlier, std::size_t now) {
    const std::size_t most = std::min(k_most_match, bytes.size() - now);
    std::size_t length = 0;
    while (length < most && bytes[earlier + length] == bytes[now + length]) ++length;
    return length;
}

std::vector<Token> find_tokens(std::span<const std::uint8_t> bytes) {
    std::vector<Token> tokens;
    tokens.reserve(bytes.size() / 2);
    std::vector<std::uint32_t> seen(std::size_t{1} << k_hash_bits, 0);  // place + 1
    std::size_t i = 0;
    while (i < bytes.size()) {
        std::size_t length = 0, distance = 0;
        if (i + k_least_match <= bytes.size()) {
            const std::uint32_t word = load(&bytes[i]);
            std::uint32_t& slot = seen[(word * 2654435761u) >> (32 - k_hash_bits)];
            if (slot != 0 && i - (slot - 1) <= k_most_distance && load(&bytes[slot - 1]) == word) {
                distance = i - (slot - 1);
                length = match_length(bytes, slot - 1, i);
            }
            slot = static_cast<std::uint32_t>(i + 1);
        }
        if (length >= k_least_match) {
            tokens.push_back({static_cast<std::uint16_t>(length), static_cast<std::uint16_t>(distance - 1), true});
            i += length;
        } else {
            tokens.push_back({bytes[i], 0, false});
            ++i;
        }
    }
    return tokens;
}

/// Sends both code tables (RFC 1951, 3.2.7), their lengths packed with a third code.
void put_tables(BitWriter& out, const HuffmanCode& literals, const HuffmanCode& distances) {
    constexpr std::array<std::uint8_t, 19> k_order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    std::vector<std::uint8_t> all(literals.lengths);
    all.insert(all.end(), distances.lengths.begin(), distances.lengths.end());
    std::vector<std::array<std::uint8_t, 3>> runs;  // symbol, extra bits' value, their count
    for (std::size_t i = 0; i < all.size();) {
        std::size_t run = 1;
        while (i + run < all.size() && all[i + run] == all[i] && run < 138) ++run;
        if (all[i] == 0 && run >= 11) runs.push_back({18, static_cast<std::uint8_t>(run - 11), 7});
        else if (all[i] == 0 && run >= 3) runs.push_back({17, static_cast<std::uint8_t>(run - 3), 3});
        else run = 1, runs.push_back({all[i], 0, 0});
        i += run;
    }
    std::array<std::uint32_t, 19> counts{};
    for (const auto& run : runs) ++counts[run[0]];
    const HuffmanCode code = make_huffman_code(counts, 7);
    out.put(static_cast<std::uint32_t>(literals.lengths.size() - 257), 5);
    out.put(static_cast<std::uint32_t>(distances.lengths.size() - 1), 5);
    out.put(19 - 4, 4);
    for (const std::uint8_t symbol : k_order) out.put(code.lengths[symbol], 3);
    for (const auto& run : runs) {
        out.put(code, run[0]);
        out.put(run[1], run[2]);
    }
}

void put_tokens(BitWriter& out, const std::vector<Token>& tokens, const HuffmanCode& literals, const HuffmanCode& distances) {
    for (const Token& token : tokens) {
        if (!token.match) {
            out.put(literals, token.length);
            continue;
        }
        const std::size_t length = range_of(k_lengths, token.length);
        out.put(literals, 257 + length);
        out.put(token.length - k_lengths[length].base, k_lengths[length].extra);
        const std::uint32_t away = token.distance_less_one + 1u;
        const std::size_t distance = range_of(k_distances, away);
        out.put(distances, distance);
        out.put(away - k_distances[distance].base, k_distances[distance].extra);
    }
    out.put(literals, k_end_of_block);
}

/// One block, then an empty stored block so that the band ends on a whole byte.
std::vector<std::uint8_t> pack_band(std::span<const std::uint8_t> bytes) {
    const std::vector<Token> tokens = find_tokens(bytes);
    std::array<std::uint32_t, 286> literal_counts{};
    std::array<std::uint32_t, 30> distance_counts{};
    for (const Token& token : tokens) {
        ++literal_counts[token.match ? 257 + range_of(k_lengths, token.length) : token.length];
        if (token.match) ++distance_counts[range_of(k_distances, token.distance_less_one + 1u)];
    }
    ++literal_counts[k_end_of_block];
    const HuffmanCode literals = make_huffman_code(literal_counts, 15);
    const HuffmanCode distances = make_huffman_code(distance_counts, 15);
    BitWriter out;
    out.put(0, 1);  // not the last block
    out.put(2, 2);  // own tables
    put_tables(out, literals, distances);
    put_tokens(out, tokens, literals, distances);
    out.put(0, 3);
    out.fill_byte();
    out.put(0x0000, 16);
    out.put(0xFFFF, 16);
    return std::move(out.bytes());
}

std::uint32_t adler32(std::span<const std::uint8_t> bytes) {
    std::uint32_t a = 1, b = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t end = std::min(bytes.size(), i + 5552);  // the longest run without overflow
        for (; i < end; ++i) a += bytes[i], b += a;
        a %= 65521, b %= 65521;
    }
    return (b << 16) | a;
}

}  // namespace

std::vector<std::uint8_t> pack_zlib(std::span<const std::uint8_t> bytes, std::size_t band) {
    const std::size_t count = (bytes.size() + band - 1) / band;
    std::vector<std::vector<std::uint8_t>> bands(count);
    base::parallel_for(count, [&](std::size_t i) { bands[i] = pack_band(bytes.subspan(i * band, std::min(band, bytes.size() - i * band))); });
    std::vector<std::uint8_t> out = {0x78, 0x01};
    for (const auto& packed : bands) out.insert(out.end(), packed.begin(), packed.end());
    const std::array<std::uint8_t, 5> last = {0x01, 0x00, 0x00, 0xFF, 0xFF};  // an empty stored block that is the last
    out.insert(out.end(), last.begin(), last.end());
    const std::uint32_t sum = adler32(bytes);
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(sum >> shift));
    return out;
}

}  // namespace smrt::writers
