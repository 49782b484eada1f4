// PNG files are read back by an independent decoder.
#include "writers/png.h"

#include <gtest/gtest.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include <random>

namespace smrt::writers {
namespace {

base::Image decode(const std::string& png) {
    base::Image image;
    int channels = 0;
    stbi_uc* pixels = stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(png.data()), static_cast<int>(png.size()), &image.width,
                                            &image.height, &channels, 4);
    if (pixels == nullptr) return {};
    image.rgba.assign(pixels, pixels + static_cast<std::size_t>(image.width) * image.height * 4);
    stbi_image_free(pixels);
    return image;
}

base::Image noise(int width, int height, unsigned seed, int range) {
    std::mt19937 random(seed);
    base::Image image = base::Image::filled(width, height, 40, 50, 60);
    for (std::size_t i = 0; i < image.rgba.size(); ++i)
        if (i % 4 != 3) image.rgba[i] = static_cast<std::uint8_t>(image.rgba[i] + random() % static_cast<unsigned>(range));
    return image;
}

TEST(Png, FlatPictureIsReadBackAndIsSmall) {
    const base::Image image = base::Image::filled(1280, 720, 12, 34, 56);
    const std::string png = encode_png(image);
    EXPECT_EQ(decode(png), image);
    EXPECT_LT(png.size(), 60'000u);
}

TEST(Png, NoiseOfEveryStrengthIsReadBack) {
    for (const int range : {1, 2, 5, 30, 256}) EXPECT_EQ(decode(encode_png(noise(301, 199, 7, range))), noise(301, 199, 7, range)) << range;
}

TEST(Png, SmallestPicturesAreReadBack) {
    for (const auto& [w, h] : {std::pair(1, 1), std::pair(1, 7), std::pair(9, 1)})
        EXPECT_EQ(decode(encode_png(noise(w, h, 3, 200))), noise(w, h, 3, 200));
}

TEST(Png, SlowGradientsOverSeveralBandsAreReadBack) {
    base::Image image = base::Image::filled(900, 700, 0, 0, 0);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            image.at(x, y)[0] = static_cast<std::uint8_t>(y / 3), image.at(x, y)[1] = static_cast<std::uint8_t>(x / 4);
    EXPECT_EQ(decode(encode_png(image)), image);
}

TEST(Png, CreditIsInATextChunkAndEmptyTextsAreLeftOut) {
    const std::string png = encode_png(base::Image::filled(4, 4, 1, 2, 3), {{"Copyright", "\xC2\xA9 somebody"}, {"Comment", ""}});
    EXPECT_NE(png.find("iTXtCopyright"), std::string::npos);
    EXPECT_NE(png.find("\xC2\xA9 somebody"), std::string::npos);
    EXPECT_EQ(png.find("Comment"), std::string::npos);
}

TEST(Png, SameInputGivesSameBytes) {
    EXPECT_EQ(encode_png(noise(640, 480, 1, 20)), encode_png(noise(640, 480, 1, 20)));
}

TEST(Png, UnwritableFolderIsAnEnvironmentErrorWithItsName) {
    const auto written = write_png("/proc/no/such/place.png", base::Image::filled(2, 2, 0, 0, 0));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, base::ErrorCode::environment);
    EXPECT_NE(written.error().text().find("place.png"), std::string::npos);
}

}  // namespace
}  // namespace smrt::writers
