// Programs made from the files of `shaders/`, compiled when first used and kept.
#pragma once

#include <filesystem>
#include <glm/glm.hpp>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace smrt::render {

/// A linked OpenGL program with its uniforms by name. Names that the linker removed are ignored when set.
class Program {
public:
    explicit Program(unsigned name) : name_(name) {}
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Makes it current; the setters act on the current program, so call this first.
    void use() const;
    void set(const char* uniform, int value);
    void set(const char* uniform, float value);
    void set(const char* uniform, const glm::vec2& value);
    void set(const char* uniform, const glm::vec3& value);
    void set(const char* uniform, const glm::vec4& value);
    void set(const char* uniform, const glm::mat3& value);
    void set(const char* uniform, const glm::mat4& value);
    void set(const char* uniform, std::span<const glm::vec4> values);
    /// Binds a texture to a unit and the sampler uniform to that unit.
    void set_texture(const char* sampler, int unit, unsigned target, unsigned texture);

private:
    int find_location(const char* uniform);
    unsigned name_;
    std::unordered_map<std::string, int> locations_;
};

/// Compiles `NAME.vert` and `NAME.frag` of the shaders folder. `#include "file"` lines are replaced by that file of the same folder.
class ShaderLibrary {
public:
    explicit ShaderLibrary(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The program of a file pair with these `#define`s; compiled at the first call.
    /// Errors: environment with the file and the driver's message.
    [[nodiscard]] base::Result<Program*> find_program(const std::string& vertex, const std::string& fragment,
                                                      const std::vector<std::string>& defines = {});
    /// The same where both files have the pass's name.
    [[nodiscard]] base::Result<Program*> find_program(const std::string& name) { return find_program(name, name); }

private:
    [[nodiscard]] base::Result<std::string> read_source(const std::string& file, int depth = 0) const;
    [[nodiscard]] base::Result<unsigned> compile(unsigned stage, const std::string& file, const std::vector<std::string>& defines) const;
    std::filesystem::path folder_;
    std::map<std::string, std::unique_ptr<Program>> programs_;
};

}  // namespace smrt::render
