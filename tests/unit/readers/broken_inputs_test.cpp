// Every damaged or hostile file of tests/data/broken gives its error, with file, reason and exit code.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "readers/outside_body.h"

namespace smrt::readers {
namespace {

struct Expected {
    std::string path;
    int exit_code = 0;
    std::string message;
};

std::vector<Expected> read_expected() {
    std::vector<Expected> rows;
    std::ifstream file(std::string(SMRT_TEST_DATA) + "/broken/expected.txt");
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t first = line.find(" | "), second = line.find(" | ", first + 3);
        rows.push_back({line.substr(0, first), std::stoi(line.substr(first + 3)), line.substr(second + 3)});
    }
    return rows;
}

TEST(BrokenInputs, EachGivesItsMessageAndExitCode) {
    const std::vector<Expected> rows = read_expected();
    ASSERT_GE(rows.size(), 40u);
    for (const Expected& row : rows) {
        const auto body = read_outside_body(std::filesystem::path(SMRT_TEST_DATA) / "broken" / row.path);
        ASSERT_FALSE(body.has_value()) << row.path << " was read without complaint";
        const std::string text = body.error().text();
        EXPECT_EQ(base::exit_code_of(body.error()), row.exit_code) << row.path << " gave: " << text;
        EXPECT_NE(text.find(row.message), std::string::npos) << row.path << " gave: " << text << "\nexpected part: " << row.message;
        EXPECT_NE(text.find("broken/" + row.path), std::string::npos) << "the message does not name the file: " << text;
    }
}

TEST(BrokenInputs, EachFileOfTheFolderIsTold) {
    std::string all;
    for (const Expected& row : read_expected()) all += row.path + "\n";
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SMRT_TEST_DATA) / "broken")) {
        const std::string name = entry.path().filename().string();
        if (name == "expected.txt" || name == "short.bin") continue;
        EXPECT_NE(all.find(name + "\n"), std::string::npos) << name << " has no row in expected.txt";
    }
}

}  // namespace
}  // namespace smrt::readers
