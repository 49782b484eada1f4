// A loop over independent items on all cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace smrt::base {

/// Calls work(i) for i in 0..count on all cores (or max_threads). Order is free, so results must not depend on it.
/// The first exception is rethrown after all threads ended.
template <class Work>
void parallel_for(std::size_t count, Work&& work, unsigned max_threads = 0) {
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t threads = std::min<std::size_t>(count, max_threads == 0 ? cores : max_threads);
    if (threads <= 1) {
        for (std::size_t i = 0; i < count; ++i) work(i);
        return;
    }
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex guard;
    const auto run = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++) work(i);
        } catch (...) {
            const std::lock_guard lock(guard);
            if (!failure) failure = std::current_exception();
            next = count;
        }
    };
    std::vector<std::jthread> pool;
    for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(run);
    run();
    pool.clear();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace smrt::base
