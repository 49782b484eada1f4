// Atomic writing and hashes.
#include "base/files.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace smrt::base;
namespace fs = std::filesystem;

namespace {

struct TemporaryFolder {
    fs::path path = fs::temp_directory_path() / ("smrt_files_test_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                                                 ::testing::UnitTest::GetInstance()->current_test_info()->name());
    TemporaryFolder() { fs::create_directories(path); }
    ~TemporaryFolder() { fs::remove_all(path); }
};

}  // namespace

TEST(Files, WritesAtomicallyAndLeavesNoTemporaryFile) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_file_atomically(folder.path / "deep" / "a.txt", "one"));
    ASSERT_TRUE(write_file_atomically(folder.path / "deep" / "a.txt", "two"));
    EXPECT_EQ(*read_text_file(folder.path / "deep" / "a.txt"), "two");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path / "deep"), fs::directory_iterator()), 1);
}

TEST(Files, ReportsAPlaceThatCannotBeWritten) {
    const TemporaryFolder folder;
    std::ofstream(folder.path / "file") << "x";
    const Status status = write_file_atomically(folder.path / "file" / "below", "one");
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::environment);
}

TEST(Files, RefusesFoldersAndFilesPastTheLimit) {
    const TemporaryFolder folder;
    EXPECT_FALSE(read_text_file(folder.path));
    ASSERT_TRUE(write_file_atomically(folder.path / "big", std::string(100, 'x')));
    const auto read = read_text_file(folder.path / "big", 99);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::bad_data);
}

TEST(Files, HashOfAFolderFollowsNamesAndContents) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_file_atomically(folder.path / "a", "one"));
    const auto before = hash_folder(folder.path);
    ASSERT_TRUE(write_file_atomically(folder.path / "a", "two"));
    const auto changed = hash_folder(folder.path);
    EXPECT_NE(before, changed);
    fs::rename(folder.path / "a", folder.path / "b");
    EXPECT_NE(changed, hash_folder(folder.path));
}

TEST(Files, FindsTheProgramsOwnFolders) {
    const auto root = find_program_root();
    ASSERT_TRUE(root) << root.error().text();
    EXPECT_TRUE(fs::exists(*root / "assets" / "sources.toml"));
}
