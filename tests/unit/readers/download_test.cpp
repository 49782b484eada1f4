// Downloads: whole, cut off, resumed, changed meanwhile, refused, cancelled; from loopback and from file://.
#include "readers/download.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stop_token>

#include "loopback_server.h"
#include "readers/download_catalogue.h"
#include "readers/outside_body.h"
#include "test_files.h"

namespace smrt::readers {
namespace {

namespace fs = std::filesystem;

std::string long_text() {
    std::string text;
    for (int i = 0; text.size() < 300'000; ++i) text += "line " + std::to_string(i) + "\n";
    return text;
}

TEST(Download, BringsTheWholeFileAndLeavesNoPartBehind) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["a.txt"] = long_text();
    double last = 0;
    const base::Progress progress{[&last](double fraction, std::string_view) { last = fraction; }, {}};
    const auto done = download_file(server.address("a.txt"), scratch.path() / "a.txt", progress);
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), long_text());
    EXPECT_GT(last, 0.9);
    EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1);
}

TEST(Download, GoesOnWhereALostConnectionStopped) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["a.txt"] = long_text();
    server.cut_after = 120'000;
    const auto done = download_file(server.address("a.txt"), scratch.path() / "a.txt");
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), long_text());
    EXPECT_EQ(server.requests(), (std::vector<std::string>{"a.txt 0 200", "a.txt 120000 206", "a.txt 240000 206"}));
}

TEST(Download, AnEarlierPartIsUsedByALaterCall) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["a.txt"] = long_text();
    server.cut_after = 50'000;
    const auto failed = download_file(server.address("a.txt"), scratch.path() / "a.txt", {}, {.attempts = 1});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, base::ErrorCode::environment);
    EXPECT_EQ(fs::file_size(scratch.path() / "a.txt.part"), 50'000u);
    server.cut_after = 0;
    ASSERT_TRUE(download_file(server.address("a.txt"), scratch.path() / "a.txt"));
    EXPECT_EQ(server.requests().back(), "a.txt 50000 206");
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), long_text());
}

TEST(Download, StartsAgainWhereTheServerKnowsNoRanges) {
    const ScratchFolder scratch;
    scratch.write("a.txt.part", "something else");
    LoopbackServer server;
    server.ranges = false;
    server.files["a.txt"] = long_text();
    const auto done = download_file(server.address("a.txt"), scratch.path() / "a.txt");
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), long_text());
}

TEST(Download, DoesNotGlueTwoVersionsOfAFile) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["a.txt"] = std::string(200'000, 'o');
    server.cut_after = 100'000;
    ASSERT_FALSE(download_file(server.address("a.txt"), scratch.path() / "a.txt", {}, {.attempts = 1}));
    server.cut_after = 0;
    server.files["a.txt"] = std::string(200'000, 'n');
    server.tag = "\"two\"";
    const auto done = download_file(server.address("a.txt"), scratch.path() / "a.txt");
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), std::string(200'000, 'n'));
}

TEST(Download, APartLongerThanTheFileStartsAgain) {
    const ScratchFolder scratch;
    scratch.write("a.txt.part", std::string(1000, 'x'));
    LoopbackServer server;
    server.files["a.txt"] = "short";
    ASSERT_TRUE(download_file(server.address("a.txt"), scratch.path() / "a.txt"));
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), "short");
}

TEST(Download, AWholePartIsTakenAsItIs) {
    const ScratchFolder scratch;
    scratch.write("a.txt.part", "short");
    LoopbackServer server;
    server.files["a.txt"] = "short";
    ASSERT_TRUE(download_file(server.address("a.txt"), scratch.path() / "a.txt"));
    EXPECT_EQ(read_bytes(scratch.path() / "a.txt"), "short");
    EXPECT_EQ(server.requests(), std::vector<std::string>{"a.txt 5 416"});
}

TEST(Download, ReadsFileAddresses) {
    const ScratchFolder scratch;
    const fs::path source = scratch.write("there/a.txt", long_text());
    ASSERT_TRUE(download_file("file://" + source.string(), scratch.path() / "here/a.txt"));
    EXPECT_EQ(read_bytes(scratch.path() / "here/a.txt"), long_text());
    const auto missing = download_file("file://" + (scratch.path() / "nowhere").string(), scratch.path() / "b.txt");
    ASSERT_FALSE(missing);
    EXPECT_EQ(base::exit_code_of(missing.error()), 3);
}

TEST(Download, TellsWhatAServerRefused) {
    const ScratchFolder scratch;
    LoopbackServer server;
    const auto refused = download_file(server.address("nothing.zip"), scratch.path() / "nothing.zip");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::environment);
    EXPECT_NE(refused.error().text().find("404"), std::string::npos) << refused.error().text();
    EXPECT_TRUE(fs::is_empty(scratch.path())) << "something was left behind";
}

TEST(Download, RefusesOtherKindsOfAddresses) {
    const ScratchFolder scratch;
    const auto refused = download_file("ftp://127.0.0.1/a.txt", scratch.path() / "a.txt");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().text().find("rotocol"), std::string::npos) << refused.error().text();
}

TEST(Download, CanBeCancelledAndResumed) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["a.txt"] = long_text();
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = download_file(server.address("a.txt"), scratch.path() / "a.txt", {{}, stop.get_token()});
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().code, base::ErrorCode::cancelled);
    EXPECT_FALSE(fs::exists(scratch.path() / "a.txt"));
    EXPECT_TRUE(download_file(server.address("a.txt"), scratch.path() / "a.txt"));
}

DownloadSet small_set(const LoopbackServer& server) {
    DownloadSet set{
        .id = "small", .title = "Small", .page = "https://example.org/page", .licence = "free", .credit = "us", .import = "isa.zip"};
    for (const char* name : {"isa.zip", "isa_element_parts.txt"}) set.files.push_back({name, server.address(name), 0});
    return set;
}

TEST(DownloadSet, FetchesVerifiesAndKeepsWhatIsWhole) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["isa.zip"] = read_bytes(test_data("small_archive/isa.zip"));
    server.files["isa_element_parts.txt"] = read_bytes(test_data("small_archive/isa_element_parts.txt"));
    const DownloadSet set = small_set(server);
    const auto done = download_set(set, scratch.path() / "new");
    ASSERT_TRUE(done) << done.error().text();
    const auto body = read_outside_body(scratch.path() / "new" / set.import);
    ASSERT_TRUE(body) << body.error().text();
    EXPECT_EQ(body->parts.size(), 2u);
    ASSERT_TRUE(download_set(set, scratch.path() / "new"));
    EXPECT_EQ(server.requests().size(), 2u) << "whole files were fetched again";
}

TEST(DownloadSet, RemovesADamagedFileAndSaysSo) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["isa.zip"] = read_bytes(test_data("broken/wrong_checksum.zip"));
    const auto failed = download_set(small_set(server), scratch.path());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, base::ErrorCode::bad_data);
    EXPECT_NE(failed.error().text().find("it came damaged"), std::string::npos) << failed.error().text();
    EXPECT_FALSE(fs::exists(scratch.path() / "isa.zip"));
}

TEST(DownloadSet, AWebPageInsteadOfATableIsNoticed) {
    const ScratchFolder scratch;
    LoopbackServer server;
    server.files["isa.zip"] = read_bytes(test_data("small_archive/isa.zip"));
    server.files["isa_element_parts.txt"] = "<html>please log in</html>\n";
    const auto failed = download_set(small_set(server), scratch.path());
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().text().find("expected the columns"), std::string::npos) << failed.error().text();
}

TEST(DownloadSet, WithoutNetworkItSaysWhatToDoByHand) {
    const ScratchFolder scratch;
    DownloadSet set{.id = "x", .title = "X", .page = "https://example.org/page", .licence = "", .credit = "", .import = "isa.zip"};
    set.files.push_back({"isa.zip", "http://127.0.0.1:1/isa.zip", 0});
    const auto failed = download_set(set, scratch.path(), {}, {.attempts = 1, .connect_seconds = 2});
    ASSERT_FALSE(failed);
    EXPECT_EQ(base::exit_code_of(failed.error()), 3);
    for (const char* part : {"cannot be fetched", "by hand", "https://example.org/page", "isa.zip", "smrt-atlas import"})
        EXPECT_NE(failed.error().text().find(part), std::string::npos) << failed.error().text();
}

TEST(DownloadCatalogue, TheShippedListNamesTheArchiveAndItsTables) {
    const auto catalogue = read_download_catalogue();
    ASSERT_TRUE(catalogue) << catalogue.error().text();
    const DownloadSet* set = catalogue->find("bodyparts3d");
    ASSERT_NE(set, nullptr);
    EXPECT_EQ(set->files.size(), 3u);
    EXPECT_GT(set->bytes(), 100'000'000u);
    const auto imported =
        std::find_if(set->files.begin(), set->files.end(), [set](const DownloadFile& file) { return file.name == set->import; });
    EXPECT_NE(imported, set->files.end()) << "the file to import is not among those fetched";
    for (const DownloadFile& file : set->files) EXPECT_EQ(file.address.substr(0, 8), "https://") << file.address;
}

TEST(DownloadCatalogue, FileNamesCannotLeaveTheFolder) {
    const ScratchFolder scratch;
    const fs::path file = scratch.write("d.toml",
                                        "[[set]]\nid='a'\ntitle='a'\npage='a'\nlicence='a'\ncredit='a'\nimport='a'\n"
                                        "[[set.file]]\nname='../a'\naddress='http://x/a'\n");
    const auto catalogue = read_download_catalogue(file);
    ASSERT_FALSE(catalogue);
    EXPECT_NE(catalogue.error().text().find("a name without folders"), std::string::npos) << catalogue.error().text();
}

}  // namespace
}  // namespace smrt::readers
