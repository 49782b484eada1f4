// Which things hang together when pairs of them are joined.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace smrt::geometry {

/// Sets of indices that grow together. Cost: nearly constant a call.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
    /// The same index for all of a set.
    [[nodiscard]] std::uint32_t find(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) { parent_[find(a)] = find(b); }
    [[nodiscard]] std::size_t size() const { return parent_.size(); }

private:
    std::vector<std::uint32_t> parent_;
};

}  // namespace smrt::geometry
