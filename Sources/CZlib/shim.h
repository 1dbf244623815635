#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

// `inflateInit2` is a macro that passes the version and size of the header that was compiled
// against, so Swift cannot call it. 15 is the largest window; adding 16 asks for a gzip wrapper
// and nothing else.
static inline int basin_zlib_start_gunzip(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

// The wrapper of RFC 1950 and nothing else.
static inline int basin_zlib_start_zlib(z_stream *stream) {
  return inflateInit2(stream, 15);
}

// A negative window asks for deflated data without any wrapper, as members of ZIP archives are.
static inline int basin_zlib_start_inflate(z_stream *stream) {
  return inflateInit2(stream, -15);
}

#endif
