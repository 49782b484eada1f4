// Commands, refusals, undo and the player.
#include "session/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "skeleton/client_posture.h"
#include "unit/session/session_fixture.h"

namespace smrt::session {
namespace {

using Parts = std::vector<anatomy::PartIndex>;

TEST(Session, StartsWithTheWholeBodyInThePicture) {
    const Session session(make_test_model());
    EXPECT_NEAR(session.state().view.camera.target.y, 0.7f, 0.01f);
    EXPECT_FALSE(session.can_undo());
}

TEST(Session, HidingTakesPartsOutOfTheSelectionAndUndoBringsBothBack) {
    Session session(make_test_model());
    EXPECT_EQ(done(session, "select humerus"), "");
    EXPECT_EQ(done(session, "hide right humerus"), "");
    EXPECT_EQ(session.state().view.hidden, Parts{0});
    EXPECT_EQ(session.state().view.selection, Parts{1});
    EXPECT_EQ(session.message(), "Hidden: Right humerus");
    EXPECT_EQ(done(session, "undo"), "");
    EXPECT_TRUE(session.state().view.hidden.empty());
    EXPECT_EQ(session.state().view.selection, (Parts{0, 1}));
    EXPECT_EQ(session.redo_message(), "Hidden: Right humerus");
    EXPECT_EQ(done(session, "redo"), "");
    EXPECT_EQ(session.state().view.hidden, Parts{0});
}

TEST(Session, IsolatingAgainWithoutPartsShowsTheRest) {
    Session session(make_test_model());
    EXPECT_EQ(done(session, "isolate kind bone"), "");
    EXPECT_EQ(session.state().view.isolated, (Parts{0, 1, 6}));
    EXPECT_EQ(done(session, "isolate"), "");
    EXPECT_TRUE(session.state().view.isolated.empty());
}

TEST(Session, UnknownCommandSuggestsTheClosest) {
    Session session(make_test_model());
    EXPECT_NE(refusal(session, "isolat kind bone").find("did you mean `isolate`"), std::string::npos);
}

TEST(Session, RefusedCommandsLeaveStateMessageAndUndoAlone) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "select humerus"), "");
    const State before = session.state();
    for (const char* command : {"hide nothing of the kind",
                                "peel 2",
                                "peel",
                                "peel nan",
                                "ghost-others x",
                                "view inside",
                                "camera azimuth",
                                "camera roll=3",
                                "camera distance=-1",
                                "clip oblique",
                                "clip plane 0 0 0 1",
                                "clip flip",
                                "clip coronal 1 2",
                                "play nobody",
                                "seek 3",
                                "phase 0.5",
                                "speed 100",
                                "loop maybe",
                                "zoom 0",
                                "zoom 1 2",
                                "orbit",
                                "pan 1",
                                "undo now",
                                "size 10x10",
                                "size 1280",
                                "open",
                                "pose elbow=3",
                                "show-all parts",
                                "nonsense",
                                "time -1",
                                "hold-seconds -4"}) {
        EXPECT_NE(refusal(session, command), "") << command;
        EXPECT_EQ(session.state(), before) << command;
        EXPECT_EQ(session.message(), "Selected: 2 parts") << command;
        EXPECT_TRUE(session.can_undo());
        EXPECT_FALSE(session.can_redo());
    }
}

TEST(Session, RefusalNamesCommandValueAndRange) {
    Session session(make_test_model());
    EXPECT_EQ(refusal(session, "peel 2"), "peel: Peel depth is 2, expected 0 to 1");
}

TEST(Session, FramingGoesByThePostureThatIsShown) {
    auto model = std::make_shared<scene::Model>(*make_test_model());
    auto rig = std::make_shared<skeleton::Rig>();
    rig->segments = {{"pelvis", skeleton::k_no_joint, {}}};
    rig->segment_of_part.assign(model->body->parts().size(), skeleton::k_root);
    rig->placed.assign(model->body->parts().size(), true);
    rig->supports = {{0, true, {{-0.1, 0.5, 0.0}, {0.1, 0.5, 0.0}, {-0.1, 0.9, 0.1}, {0.1, 0.9, 0.1}}}};
    model->rig = rig;
    Session session(model);
    for (const char* command : {"frame sacrum", "focus sacrum"}) {
        EXPECT_EQ(done(session, "pose posture=standing"), "");
        EXPECT_EQ(done(session, command), "");
        EXPECT_NEAR(session.state().view.camera.target.y, 0.7f, 0.01f) << command;
        EXPECT_EQ(done(session, "pose posture=supine"), "");
        EXPECT_EQ(done(session, command), "");
        // Lying on the table, the front up: half its depth above what it lies on.
        EXPECT_NEAR(session.state().view.camera.target.y, skeleton::k_table_height + skeleton::k_padding + 0.05, 0.01) << command;
    }
}

TEST(Session, DragIsOneStep) {
    Session session(make_test_model());
    const scene::Camera before = session.state().view.camera;
    session.begin_drag("Orbit");
    for (int i = 0; i < 30; ++i) ASSERT_EQ(done(session, "orbit 2 1"), "");
    EXPECT_TRUE(session.state().view.moving);
    session.end_drag();
    EXPECT_FALSE(session.state().view.moving);
    EXPECT_EQ(session.undo_message(), "Orbit");
    EXPECT_EQ(done(session, "undo"), "");
    EXPECT_EQ(session.state().view.camera, before);
    EXPECT_FALSE(session.can_undo());
}

TEST(Session, RunOfWheelStepsIsOneStepAndAnotherCommandEndsIt) {
    Session session(make_test_model());
    for (int i = 0; i < 5; ++i) ASSERT_EQ(done(session, "zoom 1.1"), "");
    ASSERT_EQ(done(session, "select sacrum"), "");
    ASSERT_EQ(done(session, "zoom 1.1"), "");
    ASSERT_EQ(done(session, "undo\nundo\nundo"), "");
    EXPECT_FALSE(session.can_undo());
}

TEST(Session, ZoomKeepsThePixelUnderTheCursor) {
    Session session(make_test_model());
    const State before = session.state();
    ASSERT_EQ(done(session, "zoom 2 0.1 0.7 0"), "");
    const auto project = [](const scene::View& view, const glm::vec3& point) {
        const glm::vec4 clip = view.camera.projection(16.0f / 9) * view.camera.view() * glm::vec4(point, 1);
        return glm::vec2(clip) / clip.w;
    };
    const glm::vec3 keep(0.1f, 0.7f, 0);
    EXPECT_LT(glm::length(project(before.view, keep) - project(session.state().view, keep)), 1e-4f);
    EXPECT_NEAR(session.state().view.camera.distance, before.view.camera.distance / 2, 1e-5f);
}

TEST(Session, PassingThingsNeverEnterUndo) {
    Session session(make_test_model());
    session.set_hover(2);
    session.set_search("pso");
    session.set_size(800, 600, 2);
    session.advance(3);
    ASSERT_EQ(done(session, "time 4\nspeed 2\nloop on\nmoving on\nsamples 3"), "");
    EXPECT_FALSE(session.can_undo());
    ASSERT_EQ(done(session, "select sacrum\nundo"), "");
    EXPECT_EQ(session.state().view.samples, 3);
    EXPECT_EQ(session.state().search, "pso");
    EXPECT_EQ(session.state().view.width, 800);
    EXPECT_EQ(session.state().speed, 2);
}

TEST(Session, CommandsThatChangeNothingAreNoSteps) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "deselect\nshow-all\npeel 0.12"), "");
    EXPECT_FALSE(session.can_undo());
}

TEST(Session, PlayerRunsToTheEndStopsAndLoops) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "hold-seconds 5\nplay Psoas major left"), "");
    EXPECT_EQ(session.state().view.playback.position, "psoas_major");
    EXPECT_EQ(session.state().view.playback.side, anatomy::Side::left);
    session.advance(3);
    EXPECT_DOUBLE_EQ(session.state().view.playback.seconds, 3);
    session.advance(100);
    EXPECT_DOUBLE_EQ(session.state().view.playback.seconds, 15);  // 4 in, 5 hold, 6 out
    EXPECT_FALSE(session.state().playing);
    ASSERT_EQ(done(session, "loop on\nplay"), "");
    session.advance(16);
    EXPECT_DOUBLE_EQ(session.state().view.playback.seconds, 1);
    EXPECT_TRUE(session.state().playing);
}

TEST(Session, PhaseOneIsWhereTheHoldBegins) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "play psoas_major\nphase 1"), "");
    EXPECT_DOUBLE_EQ(session.state().view.playback.seconds, 4);
    EXPECT_FALSE(session.state().playing);
}

TEST(Session, UndoOfAPositionLeavesNothingPlaying) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "play psoas_major\nundo"), "");
    EXPECT_FALSE(session.state().playing);
    EXPECT_EQ(session.state().view.playback.position, "");
}

TEST(Session, RequestsAreHandedOverOnce) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "open other.atlas\nsnapshot a b.png"), "");
    const auto requests = session.take_requests();
    ASSERT_EQ(requests.size(), 2u);
    EXPECT_EQ(requests[1].argument, "a b.png");
    EXPECT_TRUE(session.take_requests().empty());
}

TEST(Session, CompletedModelOfTheSameBodyKeepsStateAndAnotherBodyStartsAfresh) {
    const scene::ModelPtr model = make_test_model();
    Session session(model);
    ASSERT_EQ(done(session, "select sacrum\nlymph on"), "");
    session.adopt(std::make_shared<const scene::Model>(*model));
    EXPECT_EQ(session.state().view.selection, Parts{6});
    EXPECT_TRUE(session.can_undo());
    session.adopt(make_test_model());
    EXPECT_TRUE(session.state().view.selection.empty());
    EXPECT_TRUE(session.state().view.lymph);
    EXPECT_FALSE(session.can_undo());
}

/// Whatever is done, undoing all of it gives the first state, and redoing all of it the last.
TEST(Session, UndoOfRandomCommandsGivesTheFirstStateAndRedoTheLast) {
    const std::vector<std::string> pool = {"select humerus",
                                           "select-add sacrum",
                                           "deselect",
                                           "hide kind muscle",
                                           "hide",
                                           "show sacrum; FJ3",
                                           "show-all",
                                           "isolate region arm",
                                           "unisolate",
                                           "ghost FJ6",
                                           "ghost",
                                           "unghost",
                                           "ghost-others 0.7",
                                           "peel 0.4",
                                           "peel 1",
                                           "glow off",
                                           "glow",
                                           "view back",
                                           "view top",
                                           "frame sacrum",
                                           "focus FJ3",
                                           "orbit 20 -7",
                                           "pan 15 4",
                                           "zoom 1.3 300 200",
                                           "clip coronal 20",
                                           "clip flip",
                                           "clip off",
                                           "clip",
                                           "play psoas_major left",
                                           "stop",
                                           "phase 0.4",
                                           "pause",
                                           "lymph",
                                           "labels",
                                           "hold-seconds 3",
                                           "speed 3",
                                           "nonsense",
                                           "peel 7"};
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        Session session(make_test_model());
        const State first = session.state();
        for (int i = 0; i < 60; ++i) {
            if (random() % 9 == 0) session.begin_drag("Drag");
            (void)session.apply(pool[random() % pool.size()]);
            if (random() % 5 == 0) session.end_drag();
            if (random() % 7 == 0) (void)session.apply("undo");
            if (random() % 11 == 0) (void)session.apply("redo");
        }
        session.end_drag();
        const State last = session.state();
        int steps = 0;
        for (; session.can_undo(); ++steps) ASSERT_EQ(done(session, "undo"), "");
        EXPECT_EQ(lasting(session.state()), lasting(first)) << "seed " << seed;
        for (; steps > 0; --steps) ASSERT_EQ(done(session, "redo"), "");
        EXPECT_EQ(lasting(session.state()), lasting(last)) << "seed " << seed;
    }
}

TEST(Session, EveryCommandHasHelpAndKeysAreUnique) {
    std::vector<std::string> keys, names;
    for (const Command* command : commands()) {
        EXPECT_NE(std::string(command->help), "") << command->name;
        EXPECT_NE(std::string(command->help).back(), '.') << command->name;
        names.emplace_back(command->name);
        if (command->key[0] != '\0') keys.emplace_back(command->key);
    }
    for (std::vector<std::string>* list : {&keys, &names}) {
        std::sort(list->begin(), list->end());
        EXPECT_EQ(std::adjacent_find(list->begin(), list->end()), list->end());
    }
}

}  // namespace
}  // namespace smrt::session
