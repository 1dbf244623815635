#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* libpng reports errors by longjmp, which must not cross Swift frames. Everything between setjmp
   and the last call that can fail therefore happens in the C functions below, and they return 0 or
   1. The simplified API (png_image_*), which needs none of this, cannot write text chunks. */

/* Bytes that grow while a file is written; `bytes` is to be freed by the caller. */
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} basin_png_buffer;

/* A text chunk: iTXt when is_international (UTF-8), tEXt otherwise (ASCII). */
typedef struct {
  char *keyword;
  char *text;
  int is_international;
} basin_png_text;

static inline void basin_png_append(png_structp png, png_bytep data, size_t count) {
  basin_png_buffer *out = (basin_png_buffer *)png_get_io_ptr(png);
  if (count > out->capacity - out->count) {
    size_t capacity = out->capacity * 2 + count + 65536;
    uint8_t *bytes = (uint8_t *)realloc(out->bytes, capacity);
    if (!bytes) png_error(png, "out of memory");
    out->bytes = bytes;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->count, data, count);
  out->count += count;
}

static inline void basin_png_no_flush(png_structp png) { (void)png; }

/* Keeps the first message, in the buffer that png_create_write_struct was given. A handler must not
   return, or libpng prints the message itself. */
static inline void basin_png_fail(png_structp png, png_const_charp message) {
  char *copy = (char *)png_get_error_ptr(png);
  if (copy && !copy[0]) strncpy(copy, message, 127);
  png_longjmp(png, 1);
}

static inline void basin_png_ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

/* Bytes that are read one after the other. */
typedef struct {
  const uint8_t *next;
  size_t left;
} basin_png_source;

static inline void basin_png_take(png_structp png, png_bytep data, size_t count) {
  basin_png_source *source = (basin_png_source *)png_get_io_ptr(png);
  if (count > source->left) png_error(png, "ends too early");
  memcpy(data, source->next, count);
  source->next += count;
  source->left -= count;
}

/* The bytes up to the first chunk that is longer than what is left of the file. libpng takes memory
   for all that a chunk claims before it reads any of it. */
static inline size_t basin_png_whole(const uint8_t *bytes, size_t count) {
  size_t place = 8;
  while (place < count && count - place >= 12) {
    size_t length = (size_t)bytes[place] << 24 | (size_t)bytes[place + 1] << 16 |
                    (size_t)bytes[place + 2] << 8 | bytes[place + 3];
    if (length > count - place - 12) break;
    place += length + 12;
  }
  return place < count ? place : count;
}

/* A row of words 0xXXRRGGBB as RGB. */
static inline void basin_png_opaque_row(const uint8_t *source, uint8_t *row, uint32_t width) {
  for (uint32_t x = 0; x < width; x++) {
    uint32_t word;
    memcpy(&word, source + (size_t)x * 4, 4);
    row[3 * x] = (uint8_t)(word >> 16);
    row[3 * x + 1] = (uint8_t)(word >> 8);
    row[3 * x + 2] = (uint8_t)word;
  }
}

/* A row of words 0xAARRGGBB, whose colours are multiplied by AA, as straight RGBA. */
static inline void basin_png_transparent_row(const uint8_t *source, uint8_t *row,
                                             uint32_t width) {
  for (uint32_t x = 0; x < width; x++) {
    uint32_t word;
    memcpy(&word, source + (size_t)x * 4, 4);
    uint32_t alpha = word >> 24;
    for (int i = 0; i < 3; i++) {
      uint32_t part = (word >> (16 - 8 * i)) & 0xff;
      row[4 * x + i] = alpha ? (uint8_t)((part * 255 + alpha / 2) / alpha) : 0;
    }
    row[4 * x + 3] = (uint8_t)alpha;
  }
}

/* Whether at least three quarters of the pixels have the colour of their left neighbour; every
   sixteenth row is looked at. */
static inline int basin_png_is_flat(const uint8_t *pixels, size_t stride, uint32_t width,
                                    uint32_t height) {
  size_t equal = 0, all = 1;
  for (uint32_t y = 0; y < height; y += 16) {
    const uint8_t *row = pixels + (size_t)y * stride;
    for (uint32_t x = 1; x < width; x++)
      equal += memcmp(row + (size_t)x * 4, row + (size_t)x * 4 - 4, 3) == 0;
    all += width;
  }
  return equal >= all / 4 * 3;
}

/* Writes an image. `pixels` holds 32-bit words 0xAARRGGBB in the machine's byte order, as Cairo
   keeps them, `stride` bytes from row to row; AA counts only where `is_transparent`, and the colours
   are then multiplied by it. No time is written, so equal input gives equal bytes. Returns 1, or 0
   with a message of at most 127 characters in `message`. */
static inline int basin_png_write(const uint8_t *pixels, size_t stride, uint32_t width,
                                  uint32_t height, int is_transparent, uint32_t pixels_per_metre,
                                  const basin_png_text *texts, int text_count,
                                  basin_png_buffer *out, char message[128]) {
  message[0] = 0;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, message, basin_png_fail,
                                            basin_png_ignore);
  if (!png) return 0;
  png_infop info = png_create_info_struct(png);
  uint8_t *row = (uint8_t *)malloc((size_t)width * 4);
  png_text *chunks = (png_text *)calloc(text_count > 0 ? (size_t)text_count : 1, sizeof(png_text));
  if (!info || !row || !chunks || setjmp(png_jmpbuf(png))) {
    free(row);
    free(chunks);
    png_destroy_write_struct(&png, &info);
    return 0;
  }
  png_set_write_fn(png, out, basin_png_append, basin_png_no_flush);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
  png_set_IHDR(png, info, width, height, 8,
               is_transparent ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  /* A filled contour figure of 1920 x 1080 pixels takes 17 ms and 250 kB unfiltered at level 3, but
     65 ms and 231 kB as libpng would choose. Shaded pictures need the filters. */
  png_set_filter(png, PNG_FILTER_TYPE_BASE,
                 basin_png_is_flat(pixels, stride, width, height) ? PNG_FILTER_NONE
                                                                  : PNG_FAST_FILTERS);
  png_set_compression_level(png, 3);
  png_set_compression_buffer_size(png, 1 << 18);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (pixels_per_metre)
    png_set_pHYs(png, info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
  for (int i = 0; i < text_count; i++) {
    chunks[i].key = texts[i].keyword;
    chunks[i].text = texts[i].text;
    chunks[i].compression =
        texts[i].is_international ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
  }
  if (text_count) png_set_text(png, info, chunks, text_count);
  png_write_info(png, info);
  for (uint32_t y = 0; y < height; y++) {
    const uint8_t *source = pixels + (size_t)y * stride;
    if (is_transparent) {
      basin_png_transparent_row(source, row, width);
    } else {
      basin_png_opaque_row(source, row, width);
    }
    png_write_row(png, row);
  }
  png_write_end(png, info);
  free(row);
  free(chunks);
  png_destroy_write_struct(&png, &info);
  return 1;
}

/* Reads a PNG from memory as straight RGBA, 4 bytes a pixel, into memory that the caller frees.
   The simplified API catches its own errors. Returns 1, or 0 with a message. */
static inline int basin_png_read(const uint8_t *bytes, size_t count, uint32_t *width,
                                 uint32_t *height, uint8_t **rgba, char message[128]) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  *rgba = NULL;
  message[0] = 0;
  if (png_image_begin_read_from_memory(&image, bytes, count)) {
    image.format = PNG_FORMAT_RGBA;
    *rgba = (uint8_t *)malloc(PNG_IMAGE_SIZE(image));
    if (*rgba && png_image_finish_read(&image, NULL, *rgba, 0, NULL)) {
      *width = image.width;
      *height = image.height;
      return 1;
    }
  }
  strncpy(message, image.message, 127);
  message[127] = 0;
  png_image_free(&image);
  free(*rgba);
  *rgba = NULL;
  return 0;
}

/* Reads a PNG of a known size from memory as it is stored: 8-bit grey (1 channel) or RGB (3), palettes
   looked up and 1, 2 and 4 bits of grey scaled to 8, colours not converted. `pixels` has room for
   width x height x channels bytes. Transparent and 16-bit images are refused. Returns 1, or 0 with a
   message of at most 127 characters. */
static inline int basin_png_decode(const uint8_t *bytes, size_t count, uint32_t width,
                                   uint32_t height, int channels, uint8_t *pixels,
                                   char message[128]) {
  basin_png_source source = {bytes, basin_png_whole(bytes, count)};
  message[0] = 0;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, basin_png_fail,
                                           basin_png_ignore);
  if (!png) return 0;
  png_infop info = png_create_info_struct(png);
  if (!info || setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
  }
  png_set_read_fn(png, &source, basin_png_take);
  png_set_user_limits(png, width, height);
  png_set_chunk_malloc_max(png, 1 << 20);
  png_set_chunk_cache_max(png, 100);
  png_read_info(png, info);
  if (png_get_valid(png, info, PNG_INFO_tRNS)) png_error(png, "has transparent pixels");
  if (png_get_bit_depth(png, info) < 8) png_set_expand(png);
  if (png_get_color_type(png, info) == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  size_t stride = (size_t)width * (size_t)channels;
  if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height ||
      png_get_rowbytes(png, info) != stride)
    png_error(png, "is not what its header says");
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t y = 0; y < height; y++) png_read_row(png, pixels + (size_t)y * stride, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}

static inline void basin_png_free_texts(basin_png_text *texts, int count) {
  for (int i = 0; i < count; i++) {
    free(texts[i].keyword);
    free(texts[i].text);
  }
  free(texts);
}

/* Reads the text chunks before the pixels; those of a damaged file up to the damage. At most 1000
   are read, and none that unpacks to more than 64 MiB. Returns how many there are; `*texts` is for
   basin_png_free_texts. is_international means UTF-8, otherwise a text is Latin-1. */
static inline int basin_png_read_texts(const uint8_t *bytes, size_t count,
                                       basin_png_text **texts) {
  char message[128] = {0};
  basin_png_source source = {bytes, basin_png_whole(bytes, count)};
  *texts = NULL;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, message, basin_png_fail,
                                           basin_png_ignore);
  if (!png) return 0;
  png_infop info = png_create_info_struct(png);
  if (info && !setjmp(png_jmpbuf(png))) {
    png_set_read_fn(png, &source, basin_png_take);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_chunk_malloc_max(png, 1 << 26);
    png_set_chunk_cache_max(png, 1000);
    png_read_info(png, info);
  }
  /* After an error too: `info` holds what was read before it. */
  png_textp found = NULL;
  int found_count = 0;
  if (info) png_get_text(png, info, &found, &found_count);
  int kept = 0;
  if (found_count > 0) *texts = (basin_png_text *)calloc((size_t)found_count, sizeof **texts);
  for (int i = 0; *texts && i < found_count; i++) {
    basin_png_text text = {strdup(found[i].key), strdup(found[i].text ? found[i].text : ""),
                           found[i].compression >= PNG_ITXT_COMPRESSION_NONE};
    if (text.keyword && text.text) {
      (*texts)[kept++] = text;
    } else {
      free(text.keyword);
      free(text.text);
    }
  }
  png_destroy_read_struct(&png, &info, NULL);
  return kept;
}

#endif
