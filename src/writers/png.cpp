// PNG (ISO/IEC 15948): filtered rows, packed, in chunks with checksums.
#include "writers/png.h"

#include <array>
#include <cstdlib>

#include "base/ensure.h"
#include "base/files.h"
#include "base/parallel.h"
#include "writers/deflate.h"

namespace smrt::writers {
namespace {

std::uint32_t crc_of(std::string_view bytes) {
    static const std::array<std::uint32_t, 256> k_table = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            table[i] = i;
            for (int k = 0; k < 8; ++k) table[i] = (table[i] & 1) ? 0xEDB88320u ^ (table[i] >> 1) : table[i] >> 1;
        }
        return table;
    }();
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char c : bytes) crc = k_table[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

void append_number(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
    append_number(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = out.size();
    out.append(type);
    out.append(data);
    append_number(out, crc_of(std::string_view(out).substr(start)));
}

/// iTXt: the text chunk that holds UTF-8.
void append_text(std::string& out, const std::string& keyword, const std::string& text) {
    std::string data = keyword;
    data.append(5, '\0');  // end of keyword, not compressed, method 0, no language, no translated keyword
    append_chunk(out, "iTXt", data + text);
}

/// One row of RGB, preceded by its filter: left neighbour or upper neighbour, whichever leaves the smaller numbers.
void filter_row(const base::Image& image, int y, std::uint8_t* out) {
    const int width = image.width;
    const std::uint8_t* row = image.at(0, y);
    const std::uint8_t* above = y > 0 ? image.at(0, y - 1) : nullptr;
    std::vector<std::uint8_t> left(static_cast<std::size_t>(width) * 3), up(static_cast<std::size_t>(width) * 3);
    long left_sum = 0, up_sum = 0;
    for (int x = 0; x < width; ++x) {
        for (int c = 0; c < 3; ++c) {
            const int value = row[x * 4 + c];
            const auto l = static_cast<std::uint8_t>(value - (x > 0 ? row[x * 4 - 4 + c] : 0));
            const auto u = static_cast<std::uint8_t>(value - (above != nullptr ? above[x * 4 + c] : 0));
            left[static_cast<std::size_t>(x * 3 + c)] = l;
            up[static_cast<std::size_t>(x * 3 + c)] = u;
            left_sum += std::abs(static_cast<std::int8_t>(l));
            up_sum += std::abs(static_cast<std::int8_t>(u));
        }
    }
    const bool take_left = left_sum <= up_sum;
    out[0] = take_left ? 1 : 2;
    std::copy_n(take_left ? left.begin() : up.begin(), width * 3, out + 1);
}

}  // namespace

std::string encode_png(const base::Image& image, const PictureTexts& texts) {
    ENSURE(image.width > 0 && image.height > 0, "picture of {}x{} pixels", image.width, image.height);
    ENSURE(image.rgba.size() == static_cast<std::size_t>(image.width) * image.height * 4, "{} bytes for {}x{} pixels", image.rgba.size(),
           image.width, image.height);
    const std::size_t stride = static_cast<std::size_t>(image.width) * 3 + 1;
    std::vector<std::uint8_t> rows(stride * static_cast<std::size_t>(image.height));
    base::parallel_for(static_cast<std::size_t>(image.height),
                       [&](std::size_t y) { filter_row(image, static_cast<int>(y), &rows[y * stride]); });
    const std::vector<std::uint8_t> packed = pack_zlib(rows);

    std::string out = "\x89PNG\r\n\x1a\n";
    std::string header;
    append_number(header, static_cast<std::uint32_t>(image.width));
    append_number(header, static_cast<std::uint32_t>(image.height));
    header += std::string("\x08\x02\x00\x00\x00", 5);  // 8 bits, RGB, the only compression and filter method, not interlaced
    append_chunk(out, "IHDR", header);
    append_chunk(out, "sRGB", std::string(1, '\0'));
    for (const auto& [keyword, text] : texts)
        if (!text.empty()) append_text(out, keyword, text);
    append_chunk(out, "IDAT", std::string(packed.begin(), packed.end()));
    append_chunk(out, "IEND", {});
    return out;
}

base::Status write_png(const std::filesystem::path& path, const base::Image& image, const PictureTexts& texts) {
    return base::write_file_atomically(path, encode_png(image, texts));
}

}  // namespace smrt::writers
