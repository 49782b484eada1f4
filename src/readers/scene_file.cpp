// Assimp at work, shut in: it sees the bytes in memory and files in the source's own folder, nothing else.
#include "readers/scene_file.h"

#include <assimp/DefaultIOSystem.h>
#include <assimp/MemoryIOWrapper.h>
#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <fmt/format.h>

#include <assimp/Importer.hpp>
#include <cmath>

#include "readers/fbx_check.h"
#include "readers/gltf_check.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;
constexpr int k_deepest_node = 500;
constexpr std::size_t k_most_vertices = 100'000'000;  // all nodes together; nodes may repeat meshes

/// Gives Assimp the main file from memory, and real files only below the folder.
class ShutInFiles : public Assimp::DefaultIOSystem {
public:
    ShutInFiles(std::string_view bytes, std::string name, fs::path folder)
        : bytes_(bytes), name_(std::move(name)), folder_(std::move(folder)) {}

    bool Exists(const char* file) const override {
        return file == name_ || (may_open(file) && DefaultIOSystem::Exists(path_of(file).c_str()));
    }
    Assimp::IOStream* Open(const char* file, const char* mode) override {
        if (std::string_view(mode).find_first_of("wa+") != std::string_view::npos) return nullptr;
        if (file == name_) return new Assimp::MemoryIOStream(reinterpret_cast<const std::uint8_t*>(bytes_.data()), bytes_.size());
        return may_open(file) ? DefaultIOSystem::Open(path_of(file).c_str(), mode) : nullptr;
    }

private:
    [[nodiscard]] bool may_open(const fs::path& file) const {
        if (folder_.empty() || file.is_absolute()) return false;
        for (const fs::path& piece : file)
            if (piece == "..") return false;
        return true;
    }
    [[nodiscard]] std::string path_of(const char* file) const { return (folder_ / file).string(); }

    std::string_view bytes_;
    std::string name_;
    fs::path folder_;
};

/// Collects the nodes' meshes in the order of the tree.
class SceneCollector {
public:
    explicit SceneCollector(const aiScene& scene) : scene_(scene) {}

    void visit(const aiNode& node, const aiMatrix4x4& parent, int depth) {
        if (!what_.empty() || depth > k_deepest_node) return;
        const aiMatrix4x4 here = parent * node.mTransformation;
        NamedMesh named{node.mName.C_Str(), {}};
        for (unsigned i = 0; i < node.mNumMeshes && what_.empty(); ++i) {
            if (node.mMeshes[i] >= scene_.mNumMeshes) return refuse("node `" + named.node + "` names a mesh that does not exist");
            add_mesh(*scene_.mMeshes[node.mMeshes[i]], here, named);
        }
        if (!named.mesh.triangles.empty()) meshes_.push_back(std::move(named));
        for (unsigned i = 0; i < node.mNumChildren; ++i) visit(*node.mChildren[i], here, depth + 1);
    }

    std::vector<NamedMesh> meshes_;
    std::string what_;

private:
    void refuse(std::string what) { what_ = std::move(what); }

    void add_mesh(const aiMesh& mesh, const aiMatrix4x4& here, NamedMesh& named) {
        if (mesh.mVertices == nullptr || (vertices_ += mesh.mNumVertices) > k_most_vertices) return refuse("has too many vertices");
        // Several nodes often carry nameless helper nodes around one named mesh.
        if (named.node.empty() || named.node[0] == '$') named.node = mesh.mName.C_Str();
        const auto first = static_cast<std::uint32_t>(named.mesh.positions.size());
        for (unsigned v = 0; v < mesh.mNumVertices; ++v) {
            const aiVector3D p = here * mesh.mVertices[v];
            if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z))
                return refuse(fmt::format("mesh `{}` has vertex {} that is no finite point", named.node, v));
            named.mesh.positions.emplace_back(p.x, p.y, p.z);
        }
        const bool mirrored = here.Determinant() < 0;
        for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
            const aiFace& face = mesh.mFaces[f];
            if (face.mNumIndices != 3) continue;  // points and lines
            glm::uvec3 tri(face.mIndices[0], face.mIndices[1], face.mIndices[2]);
            if (mirrored) std::swap(tri.y, tri.z);
            for (int k = 0; k < 3; ++k)
                if (tri[k] >= mesh.mNumVertices)
                    return refuse(fmt::format("mesh `{}` names vertex {} of {}", named.node, tri[k], mesh.mNumVertices));
            named.mesh.triangles.push_back(tri + first);
        }
    }

    const aiScene& scene_;
    std::size_t vertices_ = 0;
};

/// FBX says how many centimetres a unit is and which axis is up; Assimp keeps both as metadata.
void read_fbx_statements(const aiScene& scene, MeshFile& file) {
    if (scene.mMetaData == nullptr) return;
    double centimetres = 0;
    float centimetres_single = 0;
    if (!scene.mMetaData->Get("UnitScaleFactor", centimetres) && scene.mMetaData->Get("UnitScaleFactor", centimetres_single))
        centimetres = centimetres_single;
    if (std::isfinite(centimetres) && centimetres > 0) file.metres_per_unit = centimetres * 0.01;
    // Some versions of Assimp turn the root so that y is up, others leave the points as they are.
    std::int32_t up = -1;
    const bool turned = !scene.mRootNode->mTransformation.IsIdentity();
    if (scene.mMetaData->Get("UpAxis", up) && (up == 1 || up == 2)) file.up = up == 2 && !turned ? UpAxis::z : UpAxis::y;
}

std::string ending_of(const std::string& name) {
    std::string ending = fs::path(name).extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return ending;
}

/// Checks the file; gives the number of triangles that it declares, where its format does.
base::Result<std::optional<std::uint64_t>> check_before(std::string_view bytes, const std::string& name, const std::string& ending,
                                                        const fs::path& folder) {
    if (ending == ".fbx") {
        if (auto checked = check_fbx(bytes, name); !checked) return tl::make_unexpected(std::move(checked.error()));
        return std::optional<std::uint64_t>();
    }
    const auto claims = ending == ".glb" ? check_glb(bytes, name, folder) : check_gltf(bytes, name, folder);
    if (!claims) return tl::make_unexpected(claims.error());
    return std::optional<std::uint64_t>(claims->triangles);
}

/// Triangles of all meshes, used by nodes or not.
std::uint64_t count_triangles(const aiScene& scene) {
    std::uint64_t count = 0;
    for (unsigned m = 0; m < scene.mNumMeshes; ++m)
        for (unsigned f = 0; f < scene.mMeshes[m]->mNumFaces; ++f) count += scene.mMeshes[m]->mFaces[f].mNumIndices == 3 ? 1 : 0;
    return count;
}

}  // namespace

base::Result<MeshFile> parse_scene(std::string_view bytes, const std::string& name, const fs::path& folder) {
    const std::string ending = ending_of(name);
    const auto declared = check_before(bytes, name, ending, folder);
    if (!declared) return tl::make_unexpected(declared.error());
    Assimp::Importer importer;
    const std::string inner_name = "source" + ending;                   // the importer only needs the ending
    importer.SetIOHandler(new ShutInFiles(bytes, inner_name, folder));  // owned by the importer
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_PRESERVE_PIVOTS, false);
    const aiScene* scene = importer.ReadFile(inner_name, aiProcess_ValidateDataStructure | aiProcess_Triangulate | aiProcess_SortByPType);
    if (scene == nullptr || scene->mRootNode == nullptr)
        return base::fail(ErrorCode::bad_data, fmt::format("cannot be read as {}: {}", ending.substr(1), importer.GetErrorString()), name);
    if (const std::uint64_t count = count_triangles(*scene); *declared && count < **declared)  // Assimp leaves them out silently
        return base::fail(ErrorCode::bad_data,
                          fmt::format("{} of {} triangles name vertices that do not exist", **declared - count, **declared), name);
    SceneCollector collector(*scene);
    collector.visit(*scene->mRootNode, aiMatrix4x4(), 0);
    if (!collector.what_.empty()) return base::fail(ErrorCode::bad_data, collector.what_, name);
    if (collector.meshes_.empty()) return base::fail(ErrorCode::bad_data, "holds no triangles", name);
    MeshFile file;
    file.meshes = std::move(collector.meshes_);
    if (ending == ".fbx") read_fbx_statements(*scene, file);
    if (ending != ".fbx") file.metres_per_unit = 1.0, file.up = UpAxis::y;
    return file;
}

}  // namespace smrt::readers
