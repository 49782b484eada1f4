// Building canonical Huffman codes.
#include "writers/huffman.h"

#include <algorithm>
#include <queue>

namespace smrt::writers {
namespace {

struct Node {
    std::uint64_t count;
    int left, right;  ///< nodes below, or -1 and the symbol
};

/// Depth of every leaf of the Huffman tree of the symbols that occur.
std::vector<std::uint8_t> tree_depths(std::span<const std::uint32_t> counts) {
    std::vector<Node> nodes;
    const auto rarer = [&nodes](int a, int b) { return nodes[a].count != nodes[b].count ? nodes[a].count > nodes[b].count : a > b; };
    std::priority_queue<int, std::vector<int>, decltype(rarer)> open(rarer);
    for (std::size_t symbol = 0; symbol < counts.size(); ++symbol) {
        if (counts[symbol] == 0) continue;
        nodes.push_back({counts[symbol], -1, static_cast<int>(symbol)});
        open.push(static_cast<int>(nodes.size()) - 1);
    }
    std::vector<std::uint8_t> depths(counts.size(), 0);
    if (nodes.empty()) depths[0] = 1;
    if (nodes.size() == 1) depths[static_cast<std::size_t>(nodes[0].right)] = 1;
    if (nodes.size() < 2) return depths;
    while (open.size() > 1) {
        const int a = open.top();
        open.pop();
        const int b = open.top();
        open.pop();
        nodes.push_back({nodes[a].count + nodes[b].count, a, b});
        open.push(static_cast<int>(nodes.size()) - 1);
    }
    std::vector<std::pair<int, int>> stack = {{open.top(), 0}};
    while (!stack.empty()) {
        const auto [node, depth] = stack.back();
        stack.pop_back();
        if (nodes[node].left < 0) {
            depths[static_cast<std::size_t>(nodes[node].right)] = static_cast<std::uint8_t>(std::min(depth, 255));
        } else {
            stack.emplace_back(nodes[node].left, depth + 1);
            stack.emplace_back(nodes[node].right, depth + 1);
        }
    }
    return depths;
}

/// Cuts depths to the limit and lengthens the rarest codes until the code is possible again (Kraft's inequality).
void limit_depths(std::span<const std::uint32_t> counts, std::vector<std::uint8_t>& depths, int longest) {
    std::uint64_t used = 0;
    for (std::uint8_t& depth : depths) {
        depth = static_cast<std::uint8_t>(std::min<int>(depth, longest));
        if (depth > 0) used += std::uint64_t{1} << (longest - depth);
    }
    std::vector<std::size_t> order;
    for (std::size_t symbol = 0; symbol < depths.size(); ++symbol)
        if (depths[symbol] > 0) order.push_back(symbol);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts[a] != counts[b] ? counts[a] < counts[b] : a < b; });
    const std::uint64_t room = std::uint64_t{1} << longest;
    if (order.size() < 2) return;
    while (used > room) {
        for (const std::size_t symbol : order) {
            if (depths[symbol] >= longest) continue;
            used -= std::uint64_t{1} << (longest - depths[symbol] - 1);
            ++depths[symbol];
            if (used <= room) break;
        }
    }
    // Readers refuse codes that leave room: give what is left to symbols that can be shortened, the most frequent first.
    for (auto symbol = order.rbegin(); used < room && symbol != order.rend(); ++symbol) {
        while (depths[*symbol] > 1 && used + (std::uint64_t{1} << (longest - depths[*symbol])) <= room) {
            used += std::uint64_t{1} << (longest - depths[*symbol]);
            --depths[*symbol];
        }
    }
}

std::uint16_t reversed(std::uint32_t bits, int count) {
    std::uint32_t out = 0;
    for (int i = 0; i < count; ++i) out |= ((bits >> i) & 1) << (count - 1 - i);
    return static_cast<std::uint16_t>(out);
}

}  // namespace

HuffmanCode make_huffman_code(std::span<const std::uint32_t> counts, int longest) {
    HuffmanCode code{tree_depths(counts), std::vector<std::uint16_t>(counts.size(), 0)};
    limit_depths(counts, code.lengths, longest);
    std::vector<std::uint32_t> of_length(static_cast<std::size_t>(longest) + 2, 0), next(static_cast<std::size_t>(longest) + 2, 0);
    for (const std::uint8_t length : code.lengths)
        if (length > 0) ++of_length[length];
    for (int length = 1; length <= longest; ++length) next[length + 1] = (next[length] + of_length[length]) << 1;
    for (std::size_t symbol = 0; symbol < counts.size(); ++symbol)
        if (const int length = code.lengths[symbol]; length > 0) code.bits[symbol] = reversed(next[length]++, length);
    return code;
}

}  // namespace smrt::writers
