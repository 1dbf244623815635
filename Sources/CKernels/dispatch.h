// How a kernel is compiled for several instruction sets and named for its element type.

#ifndef BASIN_DISPATCH_H
#define BASIN_DISPATCH_H

#if !defined(__x86_64__) || !defined(__linux__)
#define BASIN_KERNEL
#elif __has_feature(thread_sanitizer)
// What chooses runs before the thread sanitizer has started, and would end the program there.
#define BASIN_KERNEL __attribute__((target("arch=x86-64-v3")))
#else
#define BASIN_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif

#define BASIN_INLINE static inline __attribute__((always_inline))

#define BASIN_JOIN_(a, b) a##_##b
#define BASIN_JOIN(a, b) BASIN_JOIN_(a, b)
// NAME(foo) is basin_foo_f32 or basin_foo_f64; LOCAL(foo) is foo_f32 or foo_f64.
#define NAME(x) BASIN_JOIN(basin_##x, SUFFIX)
#define LOCAL(x) BASIN_JOIN(x, SUFFIX)

#endif
