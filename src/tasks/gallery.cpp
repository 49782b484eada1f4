// Picture after picture from one studio.
#include "tasks/gallery.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/definition_file.h"
#include "base/files.h"
#include "session/arguments.h"
#include "tasks/joint_pictures.h"
#include "tasks/studio.h"
#include "writers/contact_sheet.h"
#include "writers/png.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using base::Definition;

/// A value of a definition file as an option's text.
std::string option_text(const Definition& value) {
    if (const auto text = value.as_text()) return std::string(*text);
    if (const auto number = value.as_number()) return session::number_text(*number);
    if (const auto on = value.as_boolean()) return *on ? "on" : "off";
    return {};
}

GalleryPicture read_picture(const Definition& table, base::Findings& findings) {
    GalleryPicture picture;
    picture.name = table.text("name", findings);
    for (const auto& [key, value] : table.members()) {
        if (key == "name") continue;
        const session::Option* option = session::find_option(key);
        if (option == nullptr) {
            findings.add(base::Severity::error, value.place().text(), "unknown-option", fmt::format("there is no option `{}`", key));
        } else if (const auto good = session::check_option(*option, option_text(value)); !good) {
            findings.add(base::Severity::error, value.place().text(), "bad-option", good.error().text());
        } else {
            picture.values[key] = {option_text(value)};
        }
    }
    return picture;
}

std::vector<GalleryPicture> position_pictures(const scene::Model& model) {
    std::vector<GalleryPicture> pictures;
    if (model.positions == nullptr) return pictures;
    for (const positions::Position& position : *model.positions)
        for (const char* phase : {"0", "0.5", "1"})
            pictures.push_back({fmt::format("position_{}_{}", position.id, phase),
                                {{"position", {position.id}}, {"side", {"right"}}, {"phase", {phase}}}});
    return pictures;
}

/// Some sheets, each small enough to open.
base::Status write_sheets(const std::vector<base::Image>& tiles, const fs::path& folder, const Studio& studio, GalleryResult& result) {
    constexpr std::size_t k_tiles = 48;
    for (std::size_t first = 0; first < tiles.size(); first += k_tiles) {
        const std::vector<base::Image> some(tiles.begin() + static_cast<std::ptrdiff_t>(first),
                                            tiles.begin() + static_cast<std::ptrdiff_t>(std::min(tiles.size(), first + k_tiles)));
        const std::string number = tiles.size() > k_tiles ? fmt::format("_{}", first / k_tiles + 1) : "";
        const fs::path sheet = folder / fmt::format("contact_sheet{}.png", number);
        if (const auto written = writers::write_png(sheet, writers::make_contact_sheet(some, 4), studio.texts()); !written) return written;
        result.files.push_back(sheet);
    }
    return {};
}

/// A fresh session with the picture's options; an option that the body refuses is the picture's reason to be left out.
base::Status prepare(session::Session& session, const GalleryPicture& picture, const session::OptionValues& common) {
    session::OptionValues values = common;
    for (const auto& [name, value] : picture.values) values[name] = value;
    for (const std::string& command : session::compose_commands(values))
        if (const auto done = session.apply(command); !done) return done;
    return {};
}

}  // namespace

std::vector<GalleryPicture> read_gallery(const fs::path& file, base::Findings& findings) {
    std::vector<GalleryPicture> pictures;
    const auto root = base::read_definition_file(file);
    if (!root) findings.add(base::Severity::error, root.error().place, "unreadable", root.error().message);
    if (!root) return pictures;
    root->check_keys({"picture"}, findings);
    for (const Definition& table : root->tables("picture")) pictures.push_back(read_picture(table, findings));
    return pictures;
}

base::Result<GalleryResult> make_gallery(const BodyChoice& body, const session::OptionValues& values, const fs::path& folder,
                                         GalleryKind kind, const base::Progress& progress) {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    base::Findings findings;
    std::vector<GalleryPicture> pictures;
    if (kind == GalleryKind::standard) pictures = read_gallery(*root / "assets" / "gallery.toml", findings);
    if (!findings.list.empty()) return base::fail(base::ErrorCode::bad_data, findings.list.front().what, findings.list.front().place);
    const auto studio = Studio::make(body, {}, progress.part(0, 0.1), ModelNeeds::everything());
    if (!studio) return tl::make_unexpected(studio.error());
    const scene::ModelPtr& model = (*studio)->session().model();
    for (GalleryPicture& picture : kind == GalleryKind::joints ? list_joint_pictures(*model) : position_pictures(*model))
        pictures.push_back(std::move(picture));
    GalleryResult result;
    std::vector<base::Image> tiles;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (progress.cancelled())
            return base::fail(base::ErrorCode::cancelled, fmt::format("stopped after {} pictures", result.files.size()), folder.string());
        progress.part(0.1, 1).tell(static_cast<double>(i) / static_cast<double>(pictures.size()), pictures[i].name);
        (*studio)->session() = session::Session(model);
        if (const auto ready = prepare((*studio)->session(), pictures[i], values); !ready) {
            result.left_out.push_back(fmt::format("{}: {}", pictures[i].name, ready.error().text()));
            continue;
        }
        const auto image = (*studio)->draw();
        if (!image) return tl::make_unexpected(image.error());
        const fs::path file = folder / (pictures[i].name + ".png");
        if (const auto written = writers::write_png(file, *image, (*studio)->texts()); !written)
            return tl::make_unexpected(written.error());
        result.files.push_back(file);
        tiles.push_back(writers::shrunk(*image, 480));
    }
    if (tiles.empty()) return base::fail(base::ErrorCode::bad_data, "none of the pictures could be made of this body", body.path.string());
    if (const auto written = write_sheets(tiles, folder, **studio, result); !written) return tl::make_unexpected(written.error());
    return result;
}

}  // namespace smrt::tasks
