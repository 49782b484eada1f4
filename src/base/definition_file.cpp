// TOML through toml++, turned into our own tree so that only this file knows the library.
#include "base/definition_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace smrt::base {
namespace {

Definition convert(const toml::node& node, const std::string& file) {
    Definition out;
    out.place_ = {file, static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column)};
    if (const auto* table = node.as_table()) {
        out.type_ = Definition::Type::table;
        for (const auto& [key, value] : *table) out.members_.emplace_back(std::string(key.str()), convert(value, file));
        // Not std::stable_sort: clang 14 cannot destroy its buffer of a type that was incomplete in its own members.
        std::sort(out.members_.begin(), out.members_.end(), [](const auto& a, const auto& b) {
            return std::pair(a.second.place_.line, a.second.place_.column) < std::pair(b.second.place_.line, b.second.place_.column);
        });
    } else if (const auto* array = node.as_array()) {
        out.type_ = Definition::Type::array;
        for (const auto& element : *array) out.elements_.push_back(convert(element, file));
    } else if (const auto* text = node.as_string()) {
        out.type_ = Definition::Type::text;
        out.text_ = text->get();
    } else if (const auto* boolean = node.as_boolean()) {
        out.type_ = Definition::Type::boolean;
        out.boolean_ = boolean->get();
    } else if (const auto number = node.value<double>()) {
        out.type_ = Definition::Type::number;
        out.number_ = *number;
    } else {
        out.type_ = Definition::Type::text;  // dates and times are not used; keep them visible as empty text
    }
    return out;
}

const char* type_name(Definition::Type type) {
    switch (type) {
        case Definition::Type::table:
            return "a table";
        case Definition::Type::array:
            return "a list";
        case Definition::Type::text:
            return "text";
        case Definition::Type::number:
            return "a number";
        case Definition::Type::boolean:
            return "true or false";
    }
    return "?";
}

void report_type(const Definition& value, std::string_view key, const char* wanted, Findings& findings) {
    findings.add(Severity::error, value.place().text(), "wrong-type",
                 fmt::format("`{}` is {}, expected {}", key, type_name(value.type()), wanted));
}

void report_missing(const Definition& table, std::string_view key, const char* wanted, Findings& findings) {
    findings.add(Severity::error, table.place().text(), "missing-key", fmt::format("`{}` ({}) is missing", key, wanted));
}

}  // namespace

Definition::Definition() = default;
Definition::Definition(const Definition& other) = default;
Definition::Definition(Definition&& other) noexcept = default;
Definition& Definition::operator=(const Definition& other) = default;
Definition& Definition::operator=(Definition&& other) noexcept = default;
Definition::~Definition() = default;

std::string Place::text() const {
    return fmt::format("{}:{}:{}", file, line, column);
}

const Definition* Definition::find(std::string_view key) const {
    for (const auto& [name, value] : members_)
        if (name == key) return &value;
    return nullptr;
}

std::optional<std::string_view> Definition::as_text() const {
    return type_ == Type::text ? std::optional<std::string_view>(text_) : std::nullopt;
}

std::optional<double> Definition::as_number() const {
    return type_ == Type::number ? std::optional(number_) : std::nullopt;
}

std::optional<bool> Definition::as_boolean() const {
    return type_ == Type::boolean ? std::optional(boolean_) : std::nullopt;
}

std::string Definition::text(std::string_view key, Findings& findings) const {
    if (find(key) == nullptr) report_missing(*this, key, "text", findings);
    return text_or(key, {}, findings);
}

double Definition::number(std::string_view key, Findings& findings) const {
    if (find(key) == nullptr) report_missing(*this, key, "a number", findings);
    return number_or(key, 0, findings);
}

std::string Definition::text_or(std::string_view key, std::string fallback, Findings& findings) const {
    const Definition* value = find(key);
    if (value == nullptr) return fallback;
    if (const auto text = value->as_text()) return std::string(*text);
    report_type(*value, key, "text", findings);
    return fallback;
}

double Definition::number_or(std::string_view key, double fallback, Findings& findings) const {
    const Definition* value = find(key);
    if (value == nullptr) return fallback;
    if (const auto number = value->as_number()) return *number;
    report_type(*value, key, "a number", findings);
    return fallback;
}

bool Definition::boolean_or(std::string_view key, bool fallback, Findings& findings) const {
    const Definition* value = find(key);
    if (value == nullptr) return fallback;
    if (const auto boolean = value->as_boolean()) return *boolean;
    report_type(*value, key, "true or false", findings);
    return fallback;
}

std::vector<std::string> Definition::texts(std::string_view key, Findings& findings) const {
    const Definition* value = find(key);
    std::vector<std::string> out;
    if (value == nullptr) return out;
    if (const auto text = value->as_text()) return {std::string(*text)};
    if (value->type() != Type::array) report_type(*value, key, "a list of texts", findings);
    for (const Definition& element : value->elements()) {
        if (const auto text = element.as_text())
            out.emplace_back(*text);
        else
            report_type(element, key, "text", findings);
    }
    return out;
}

std::vector<double> Definition::numbers(std::string_view key, Findings& findings) const {
    const Definition* value = find(key);
    std::vector<double> out;
    if (value == nullptr) return out;
    if (const auto number = value->as_number()) return {*number};
    if (value->type() != Type::array) report_type(*value, key, "a list of numbers", findings);
    for (const Definition& element : value->elements()) {
        if (const auto number = element.as_number())
            out.push_back(*number);
        else
            report_type(element, key, "a number", findings);
    }
    return out;
}

std::size_t Definition::choice(std::string_view key, const std::vector<std::string>& words, Findings& findings) const {
    Findings own;
    const std::string word = text(key, own);
    findings.append(own);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    if (!own.has_errors())
        findings.add(Severity::error, place_.text(), fmt::format("unknown-{}", key),
                     fmt::format("{} `{}` is unknown{}", key, word, did_you_mean(word, words)),
                     fmt::format("use {}", fmt::join(words, ", ")));
    return 0;
}

const std::vector<Definition>& Definition::tables(std::string_view key) const {
    static const std::vector<Definition> k_none;
    const Definition* value = find(key);
    return value == nullptr ? k_none : value->elements();
}

void Definition::check_keys(std::vector<std::string> allowed, Findings& findings) const {
    for (const auto& [key, value] : members_) {
        if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
        findings.add(Severity::error, value.place().text(), "unknown-key",
                     fmt::format("unknown key `{}`{}", key, did_you_mean(key, allowed)));
    }
}

Result<Definition> parse_definition(std::string_view toml, const std::string& name) {
    const toml::parse_result parsed = toml::parse(toml, name);
    if (parsed) return convert(parsed.table(), name);
    const auto& error = parsed.error();
    const Place place{name, static_cast<int>(error.source().begin.line), static_cast<int>(error.source().begin.column)};
    return fail(ErrorCode::bad_data, std::string(error.description()), place.text());
}

Result<Definition> read_definition_file(const std::filesystem::path& path) {
    const Result<std::string> content = read_text_file(path);
    if (!content) return tl::make_unexpected(content.error());
    return parse_definition(*content, path.string());
}

}  // namespace smrt::base
