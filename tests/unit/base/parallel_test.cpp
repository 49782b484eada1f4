// The parallel loop.
#include "base/parallel.h"

#include <gtest/gtest.h>

#include <stdexcept>

using smrt::base::parallel_for;

TEST(ParallelFor, VisitsEveryItemOnce) {
    std::vector<std::atomic<int>> visits(1000);
    parallel_for(
        visits.size(), [&](std::size_t i) { ++visits[i]; }, 4);
    for (const auto& count : visits) EXPECT_EQ(count.load(), 1);
}

TEST(ParallelFor, PassesTheFirstExceptionOnAfterAllThreadsEnded) {
    EXPECT_THROW(parallel_for(
                     100,
                     [](std::size_t i) {
                         if (i == 7) throw std::runtime_error("seven");
                     },
                     4),
                 std::runtime_error);
}
