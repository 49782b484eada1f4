// zlib, called once per band so that all cores pack at the same time.
#include "writers/deflate.h"

#include <zlib.h>

#include <algorithm>

#include "base/ensure.h"
#include "base/parallel.h"

namespace smrt::writers {
namespace {

struct Band {
    std::vector<std::uint8_t> packed;
    uLong checksum = 0;
};

/// One band as raw deflate blocks that end on a byte, so that bands can be put one after the other.
Band pack_band(std::span<const std::uint8_t> bytes, bool last) {
    z_stream stream{};
    const int started = deflateInit2(&stream, 1, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    ENSURE(started == Z_OK, "deflateInit2 answered {}", started);
    Band band;
    band.packed.resize(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 16);
    stream.next_in = const_cast<Bytef*>(bytes.data());  // zlib reads only
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = band.packed.data();
    stream.avail_out = static_cast<uInt>(band.packed.size());
    const int answer = deflate(&stream, last ? Z_FINISH : Z_FULL_FLUSH);
    ENSURE(answer == (last ? Z_STREAM_END : Z_OK) && stream.avail_in == 0, "deflate answered {}", answer);
    band.packed.resize(stream.total_out);
    deflateEnd(&stream);
    band.checksum = adler32(adler32(0, nullptr, 0), bytes.data(), static_cast<uInt>(bytes.size()));
    return band;
}

}  // namespace

std::vector<std::uint8_t> pack_zlib(std::span<const std::uint8_t> bytes, std::size_t band_size) {
    const std::size_t count = std::max<std::size_t>(1, (bytes.size() + band_size - 1) / band_size);
    std::vector<Band> bands(count);
    const auto piece = [&](std::size_t i) { return bytes.subspan(i * band_size, std::min(band_size, bytes.size() - i * band_size)); };
    base::parallel_for(count, [&](std::size_t i) { bands[i] = pack_band(piece(i), i + 1 == count); });
    std::vector<std::uint8_t> out = {0x78, 0x01};
    uLong checksum = adler32(0, nullptr, 0);
    for (std::size_t i = 0; i < count; ++i) {
        out.insert(out.end(), bands[i].packed.begin(), bands[i].packed.end());
        checksum = adler32_combine(checksum, bands[i].checksum, static_cast<z_off_t>(piece(i).size()));
    }
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(checksum >> shift));
    return out;
}

}  // namespace smrt::writers
