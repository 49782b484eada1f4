// `get`: fetch a body, after saying what it is and how large.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/verbs/verbs.h"
#include "tasks/get_body.h"

namespace smrt::cli {

Run attach_get(CLI::App& app) {
    auto request = std::make_shared<tasks::GetRequest>();
    auto names = std::make_shared<std::pair<std::string, std::string>>();  // folder, out
    auto download_only = std::make_shared<bool>(false);
    app.add_option("NAME", request->name, "What to fetch: bodyparts3d")->required();
    app.add_option("--folder", names->first, "Where the files are kept [the user's cache folder]")->type_name("FOLDER");
    app.add_option("--out,-o", names->second, "Atlas file to write [beside the files]")->type_name("FILE.atlas");
    app.add_option("--catalogue", request->catalogue, "Another list of addresses than assets/downloads.toml")->type_name("FILE.toml");
    app.add_flag("--download-only", *download_only, "Fetch and verify, import nothing");
    return [=](Terminal& terminal) -> base::Result<int> {
        request->folder = names->first;
        request->out = names->second;
        request->import = !*download_only;
        request->say = [&terminal](const std::string& line) { terminal.say(line); };
        const auto done = tasks::get_body(*request, terminal.progress());
        if (!done) return tl::make_unexpected(done.error());
        terminal.end_progress();
        if (!request->import) {
            fmt::print("files in {}\n", done->folder.string());
            return 0;
        }
        fmt::print("{}\n", tasks::describe_import(done->imported));
        terminal.say(fmt::format("next: smrt-atlas {}", done->imported.out.string()));
        return 0;
    };
}

}  // namespace smrt::cli
