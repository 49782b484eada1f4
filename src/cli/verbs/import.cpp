// `import`: meshes to an atlas file.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/verbs/verbs.h"
#include "tasks/import_body.h"

namespace smrt::cli {

Run attach_import(CLI::App& app) {
    struct Given {
        std::string source, out, tables, units, up, map, report, fill = "on";
    };
    auto given = std::make_shared<Given>();
    app.add_option("SOURCE", given->source,
                   "BodyParts3D archive (zip or folder), folder of meshes, or one OBJ, STL, PLY, glTF, GLB or FBX file")
        ->required();
    app.add_option("--out,-o", given->out, "Atlas file to write")->type_name("FILE.atlas")->required();
    app.add_option("--tables", given->tables, "Folder with BodyParts3D's tables [beside the source]")->type_name("DIR");
    app.add_option("--units", given->units, "Unit of the meshes [known from the format, or guessed by size]")->type_name("mm|cm|m");
    app.add_option("--up", given->up, "Axis that points up [known from the format, or guessed by shape]")
        ->type_name("y|z")
        ->check(CLI::IsMember({"y", "z"}));
    app.add_option("--map", given->map, "Names, ids, kinds and sides for files or nodes")->type_name("FILE.csv");
    app.add_option("--report", given->report, "What was found and mended, part by part")->type_name("FILE.json");
    app.add_option("--fill", given->fill, "Add what a whole body lacks, laid on its own bones")
        ->type_name("on|off")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    return [given](Terminal& terminal) -> base::Result<int> {
        tasks::ImportRequest request{
            given->source, given->out, {given->tables, given->map, std::nullopt, 'a'}, given->report, given->fill == "on"};
        if (!given->units.empty()) {
            const auto units = readers::parse_units(given->units);
            if (!units) return tl::make_unexpected(units.error());
            request.options.metres_per_unit = *units;
        }
        if (!given->up.empty()) request.options.up = given->up.front();
        const auto done = tasks::import_body(request, terminal.progress());
        if (!done) return tl::make_unexpected(done.error());
        terminal.end_progress();
        fmt::print("{}", tasks::describe_import(*done));
        return 0;
    };
}

}  // namespace smrt::cli
