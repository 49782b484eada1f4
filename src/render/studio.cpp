// Reads the tables of materials and lights.
#include "render/studio.h"

#include <fmt/format.h>

#include <string>

#include "base/definition_file.h"
#include "scene/scene.h"

namespace smrt::render {

namespace {

constexpr std::array<const char*, 16> k_material_names = {"bone",     "cartilage", "tooth",  "muscle", "tendon", "ligament",
                                                          "membrane", "skin",      "vessel", "lymph",  "nerve",  "brain",
                                                          "organ",    "eye",       "hair",   "plain"};
static_assert(static_cast<int>(scene::Material::plain) + 1 == static_cast<int>(k_material_names.size()));

glm::vec3 read_triple(const base::Definition& table, const char* key, base::Findings& findings) {
    const std::vector<double> values = table.numbers(key, findings);
    if (values.size() == 3) return {values[0], values[1], values[2]};
    findings.add(base::Severity::error, table.place().text(), "triple", fmt::format("`{}` has {} numbers, expected 3", key, values.size()));
    return glm::vec3(0);
}

void read_material(const base::Definition& table, glm::vec4* out, base::Findings& findings) {
    const auto number = [&](const char* key) { return static_cast<float>(table.number(key, findings)); };
    table.check_keys(
        {"name", "wrap", "roughness", "specular", "sheen", "scatter", "rim", "striation", "mottle", "mottle_size", "tendon_share"},
        findings);
    out[0] = {number("wrap"), number("roughness"), number("specular"), number("sheen")};
    out[1] = glm::vec4(read_triple(table, "scatter", findings), number("rim"));
    out[2] = {number("striation"), number("mottle"), number("mottle_size"), number("tendon_share")};
}

void read_materials(const base::Definition& file, Studio& studio, base::Findings& findings) {
    std::array<bool, k_material_names.size()> seen{};
    for (const base::Definition& table : file.tables("material")) {
        const std::string name = table.text("name", findings);
        const auto found = std::find(k_material_names.begin(), k_material_names.end(), name);
        if (found == k_material_names.end()) {
            findings.add(base::Severity::error, table.place().text(), "material", fmt::format("unknown material `{}`", name));
            continue;
        }
        const auto index = static_cast<std::size_t>(found - k_material_names.begin());
        seen[index] = true;
        read_material(table, studio.materials.data() + index * 4, findings);
    }
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (!seen[i])
            findings.add(base::Severity::error, file.place().text(), "material",
                         fmt::format("material `{}` is missing", k_material_names[i]));
    studio.tendon = read_triple(file, "tendon_colour", findings);
}

void read_lights(const base::Definition& file, Studio& studio, base::Findings& findings) {
    const auto table_of = [&](const char* name) -> const base::Definition& {
        const base::Definition* table = file.find(name);
        if (table != nullptr) return *table;
        findings.add(base::Severity::error, file.place().text(), "light", fmt::format("light `{}` is missing", name));
        return file;
    };
    int place = 0;
    for (const char* name : {"key", "fill", "rim"}) {
        const base::Definition& table = table_of(name);
        const glm::vec3 direction = read_triple(table, "direction", findings);
        const auto occluded = static_cast<float>(table.number_or("occluded", 0, findings));
        studio.lights[static_cast<std::size_t>(place++)] = glm::vec4(glm::normalize(direction + glm::vec3(0, 0, 1e-9f)), occluded);
        studio.lights[static_cast<std::size_t>(place++)] = glm::vec4(read_triple(table, "light", findings), 0);
    }
    studio.lights[6] = glm::vec4(read_triple(table_of("ambient"), "ground", findings), 0);
    studio.lights[7] = glm::vec4(read_triple(table_of("ambient"), "sky", findings), 0);
}

}  // namespace

base::Result<Studio> read_studio(const std::filesystem::path& folder) {
    const base::Result<base::Definition> materials = base::read_definition_file(folder / "materials.toml");
    if (!materials) return tl::unexpected(materials.error());
    const base::Result<base::Definition> lights = base::read_definition_file(folder / "studio.toml");
    if (!lights) return tl::unexpected(lights.error());
    Studio studio;
    base::Findings findings;
    read_materials(*materials, studio, findings);
    read_lights(*lights, studio, findings);
    if (!findings.has_errors()) return studio;
    std::string message;
    for (const base::Finding& finding : findings.list) message += (message.empty() ? "" : "; ") + finding.place + ": " + finding.what;
    return base::fail(base::ErrorCode::bad_data, message, folder.string());
}

}  // namespace smrt::render
