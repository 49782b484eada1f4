// Where labels go: columns left and right of the figure, in order, without overlap and without crossing leaders.
#pragma once

#include <glm/glm.hpp>
#include <vector>

namespace smrt::scene {

/// One label to place. Pixels from the top left.
struct LabelWish {
    glm::vec2 anchor{0};
    glm::vec2 size{0};  ///< of its box
};

/// Free space of the picture.
struct LabelSpace {
    float left = 0, right = 0;                ///< edges that boxes keep inside of
    float figure_left = 0, figure_right = 0;  ///< extent of what is shown; columns stand `gap` outside of it where there is room
    glm::vec2 left_rows{0}, right_rows{0};    ///< upper and lower end of each column
    float gap = 36;                           ///< between figure and column
    float spacing = 4;                        ///< between boxes
};

struct LabelPlace {
    bool placed = false;  ///< false: no room for it
    bool right = true;    ///< in the right column
    glm::vec2 centre{0};  ///< of its box
};

/// Places labels in the order of importance given. Inside a column the boxes keep the order of their anchors as far as leaders would
/// cross otherwise, and stay as near to their anchors' heights as spacing allows (least squares), so small moves of the
/// camera move labels little.
[[nodiscard]] std::vector<LabelPlace> lay_out_labels(const std::vector<LabelWish>& wishes, const LabelSpace& space);

}  // namespace smrt::scene
