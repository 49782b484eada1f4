// Reads, compiles, links and keeps shader programs.
#include "render/shader_library.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <glm/gtc/type_ptr.hpp>

#include "base/files.h"

namespace smrt::render {

namespace {

constexpr int k_include_depth = 4;

std::string read_log(unsigned name, bool program) {
    int length = 0;
    program ? glGetProgramiv(name, GL_INFO_LOG_LENGTH, &length) : glGetShaderiv(name, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
    program ? glGetProgramInfoLog(name, length, nullptr, log.data()) : glGetShaderInfoLog(name, length, nullptr, log.data());
    while (!log.empty() && (log.back() == '\0' || log.back() == '\n')) log.pop_back();
    return log;
}

}  // namespace

Program::~Program() {
    glDeleteProgram(name_);
}

void Program::use() const {
    glUseProgram(name_);
}

int Program::find_location(const char* uniform) {
    const auto [place, added] = locations_.try_emplace(uniform, -1);
    if (added) place->second = glGetUniformLocation(name_, uniform);
    return place->second;
}

void Program::set(const char* uniform, int value) {
    glUniform1i(find_location(uniform), value);
}
void Program::set(const char* uniform, float value) {
    glUniform1f(find_location(uniform), value);
}
void Program::set(const char* uniform, const glm::vec2& value) {
    glUniform2fv(find_location(uniform), 1, glm::value_ptr(value));
}
void Program::set(const char* uniform, const glm::vec3& value) {
    glUniform3fv(find_location(uniform), 1, glm::value_ptr(value));
}
void Program::set(const char* uniform, const glm::vec4& value) {
    glUniform4fv(find_location(uniform), 1, glm::value_ptr(value));
}
void Program::set(const char* uniform, const glm::mat3& value) {
    glUniformMatrix3fv(find_location(uniform), 1, GL_FALSE, glm::value_ptr(value));
}
void Program::set(const char* uniform, const glm::mat4& value) {
    glUniformMatrix4fv(find_location(uniform), 1, GL_FALSE, glm::value_ptr(value));
}
void Program::set(const char* uniform, std::span<const glm::vec4> values) {
    glUniform4fv(find_location(uniform), static_cast<int>(values.size()), &values.front().x);
}
void Program::set_texture(const char* sampler, int unit, unsigned target, unsigned texture) {
    glActiveTexture(GL_TEXTURE0 + static_cast<unsigned>(unit));
    glBindTexture(target, texture);
    glUniform1i(find_location(sampler), unit);
}

base::Result<std::string> ShaderLibrary::read_source(const std::string& file, int depth) const {
    const base::Result<std::string> text = base::read_text_file(folder_ / file, 1u << 20);
    if (!text) return base::fail_while(text.error(), "reading a shader");
    std::string out;
    std::size_t line_start = 0;
    while (line_start < text->size()) {
        const std::size_t line_end = std::min(text->find('\n', line_start), text->size());
        const std::string line = text->substr(line_start, line_end - line_start);
        line_start = line_end + 1;
        const std::size_t open = line.find('"');
        if (line.rfind("#include", 0) != 0 || open == std::string::npos) {
            out += line + "\n";
            continue;
        }
        if (depth == k_include_depth) return base::fail(base::ErrorCode::environment, "shader files include each other in a circle", file);
        const base::Result<std::string> inner = read_source(line.substr(open + 1, line.rfind('"') - open - 1), depth + 1);
        if (!inner) return inner;
        out += *inner;
    }
    return out;
}

base::Result<unsigned> ShaderLibrary::compile(unsigned stage, const std::string& file, const std::vector<std::string>& defines) const {
    const base::Result<std::string> source = read_source(file);
    if (!source) return tl::unexpected(source.error());
    std::string text = "#version 330 core\n";
    for (const std::string& define : defines) text += "#define " + define + " 1\n";
    text += *source;
    const char* start = text.c_str();
    const unsigned shader = glCreateShader(stage);
    glShaderSource(shader, 1, &start, nullptr);
    glCompileShader(shader);
    int compiled = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled == 0) {
        const std::string log = read_log(shader, false);
        glDeleteShader(shader);
        return base::fail(base::ErrorCode::environment, "the graphics driver refuses this shader: " + log, (folder_ / file).string());
    }
    return shader;
}

base::Result<Program*> ShaderLibrary::find_program(const std::string& vertex, const std::string& fragment,
                                                   const std::vector<std::string>& defines) {
    std::string key = vertex + "|" + fragment;
    for (const std::string& define : defines) key += "|" + define;
    if (const auto found = programs_.find(key); found != programs_.end()) return found->second.get();
    const base::Result<unsigned> vertex_stage = compile(GL_VERTEX_SHADER, vertex + ".vert", defines);
    if (!vertex_stage) return tl::unexpected(vertex_stage.error());
    const base::Result<unsigned> fragment_stage = compile(GL_FRAGMENT_SHADER, fragment + ".frag", defines);
    if (!fragment_stage) {
        glDeleteShader(*vertex_stage);
        return tl::unexpected(fragment_stage.error());
    }
    const unsigned name = glCreateProgram();
    auto program = std::make_unique<Program>(name);
    glAttachShader(name, *vertex_stage);
    glAttachShader(name, *fragment_stage);
    glLinkProgram(name);
    glDeleteShader(*vertex_stage);
    glDeleteShader(*fragment_stage);
    int linked = 0;
    glGetProgramiv(name, GL_LINK_STATUS, &linked);
    if (linked == 0)
        return base::fail(base::ErrorCode::environment, "the graphics driver cannot link this shader: " + read_log(name, true), key);
    return (programs_[key] = std::move(program)).get();
}

}  // namespace smrt::render
