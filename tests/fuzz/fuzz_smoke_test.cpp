// Thousands of damaged files through every reader in the normal build, the same ones each time.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "fuzz/atlas_seal.h"
#include "fuzz/mutate.h"
#include "fuzz/targets.h"

namespace smrt::fuzz {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t k_largest_seed = 40'000;

/// What the file formats need beyond the files of tests/data.
std::vector<std::string> own_seeds(const std::string& target) {
    if (target == "map") return {"file-or-node,id,fma,name,kind,side\nx.obj,F1,FMA1,\"Femur, right\",bone,right\nnode,,,,,left\n"};
    if (target == "names") return {"a_FMA23130_left.obj", "FJ1252M-Femur.R.001", "tibia (L) BP49769"};
    if (target == "definition") return {"a = 1\nb = [1, 2.5]\n[t]\nc = 'x'\n[[list]]\nd = true\n[[list]]\nd = \"\"\n"};
    if (target == "atlas") return {make_atlas_seed()};
    return {};
}

std::vector<std::string> seeds_of(const Target& target) {
    std::vector<fs::path> files;
    const std::string endings = std::string(" ") + target.seeds + " ";
    for (const auto& entry : fs::recursive_directory_iterator(SMRT_FUZZ_SEEDS))
        if (entry.is_regular_file() && entry.file_size() <= k_largest_seed &&
            endings.find(" " + entry.path().extension().string() + " ") != std::string::npos && !entry.path().extension().empty())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> seeds = own_seeds(target.name);
    for (const fs::path& file : files) {
        std::ostringstream text;
        text << std::ifstream(file, std::ios::binary).rdbuf();
        seeds.push_back(text.str());
    }
    return seeds;
}

class FuzzSmoke : public testing::TestWithParam<Target> {};

TEST_P(FuzzSmoke, SurvivesDamagedFiles) {
    const Target& target = GetParam();
    const std::vector<std::string> seeds = seeds_of(target);
    ASSERT_FALSE(seeds.empty()) << "no seeds for " << target.name;
    for (const std::string& seed : seeds) target.run(seed);
    Mutator mutator(20250227);
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> longest{0};
    for (int round = 0; round < target.rounds; ++round) {
        const std::string bytes = mutator.mutate(seeds[static_cast<std::size_t>(round) % seeds.size()], target.keeps_text);
        const auto before = std::chrono::steady_clock::now();
        target.run(bytes);
        longest = std::max<std::chrono::duration<double>>(longest, std::chrono::steady_clock::now() - before);
        if (std::chrono::steady_clock::now() - start > std::chrono::seconds(20)) break;  // sanitizers are slow; the rest adds little
    }
    EXPECT_LT(longest.count(), 5) << "a file of a few kilobytes kept the reader busy";
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    EXPECT_LT(usage.ru_maxrss / 1024, 1500) << "MB; a file of a few kilobytes took memory out of proportion";
}

INSTANTIATE_TEST_SUITE_P(All, FuzzSmoke, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const testing::TestParamInfo<Target>& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace smrt::fuzz
