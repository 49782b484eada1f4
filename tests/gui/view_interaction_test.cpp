// The mouse in the 3D view, from recorded input.
#include "gui/view_interaction.h"

#include "gui_fixture.h"
#include "scene/compose_scene.h"

namespace smrt::gui {
namespace {

class ViewMouse : public GuiFixture {
protected:
    void step() {
        shown = composer.compose(session.state().view);
        frame([&] { draw_view(input(), interaction, picker, &shown, 0); });
    }
    float middle_x() const { return layout.view.x + layout.view.width / 2; }
    float middle_y() const { return layout.view.y + layout.view.height / 2; }
    /// Press at the middle, move in steps, release.
    void drag(float dx, float dy, int button = 0) {
        move_mouse(middle_x(), middle_y());
        step(), step();
        press_mouse(true, button);
        step();
        for (int i = 1; i <= 5; ++i) move_mouse(middle_x() + dx * i / 5, middle_y() + dy * i / 5), step();
        press_mouse(false, button);
        step(), step();
    }

    scene::Composer composer{model};
    scene::Picker picker;
    ViewInteraction interaction;
    scene::Scene shown;
};

TEST_F(ViewMouse, ADragTurnsTheViewAsOneUndoStep) {
    const scene::Camera before = session.state().view.camera;
    drag(100, 30);
    EXPECT_NE(session.state().view.camera.azimuth, before.azimuth);
    EXPECT_NE(session.state().view.camera.elevation, before.elevation);
    EXPECT_FALSE(session.state().view.moving);
    ASSERT_TRUE(session.can_undo());
    ASSERT_TRUE(session.apply("undo"));
    EXPECT_EQ(session.state().view.camera, before);
    EXPECT_FALSE(session.can_undo());
}

TEST_F(ViewMouse, ARightDragShiftsWithoutTurning) {
    const scene::Camera before = session.state().view.camera;
    drag(80, 0, 1);
    EXPECT_FLOAT_EQ(session.state().view.camera.azimuth, before.azimuth);
    EXPECT_NE(session.state().view.camera.target, before.target);
}

TEST_F(ViewMouse, AClickSelectsWhatIsUnderItAndBesideTheBodyNothing) {
    ASSERT_TRUE(session.apply("view front\nframe\npeel 0"));
    move_mouse(middle_x(), middle_y());
    step(), step();
    press_mouse(true), step(), press_mouse(false), step(), step();
    EXPECT_EQ(session.state().view.selection, (std::vector<anatomy::PartIndex>{1}));
    move_mouse(layout.view.x + 5, layout.view.y + 5);
    step(), press_mouse(true), step(), press_mouse(false), step(), step();
    EXPECT_TRUE(session.state().view.selection.empty());
}

TEST_F(ViewMouse, HoverNamesThePartUnderTheCursor) {
    ASSERT_TRUE(session.apply("view front\nframe\npeel 0"));
    move_mouse(middle_x(), middle_y());
    step(), step();
    EXPECT_EQ(session.state().view.hover, std::optional<anatomy::PartIndex>(1));
}

TEST_F(ViewMouse, TheWheelComesNearer) {
    const float before = session.state().view.camera.distance;
    move_mouse(middle_x(), middle_y());
    step();
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().MouseWheel = 2;
#else
    ImGui::GetIO().AddMouseWheelEvent(0, 2);
#endif
    step();
    EXPECT_LT(session.state().view.camera.distance, before);
    for (int i = 0; i < 40; ++i) step();
    EXPECT_FALSE(session.state().view.moving);
}

TEST_F(ViewMouse, TheCutFollowsItsHandle) {
    ASSERT_TRUE(session.apply("view left\nclip coronal 0"));
    const auto handle = find_clip_handle(session.state().view, *model->body);
    ASSERT_TRUE(handle);
    const float before = session.state().view.clip->offset;
    move_mouse(layout.view.x + handle->x, layout.view.y + handle->y);
    step(), step(), press_mouse(true), step();
    for (int i = 1; i <= 5; ++i) move_mouse(layout.view.x + handle->x + 8.0f * i, layout.view.y + handle->y), step();
    press_mouse(false), step();
    EXPECT_NE(session.state().view.clip->offset, before);
}

}  // namespace
}  // namespace smrt::gui
