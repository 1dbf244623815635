#ifndef CHDF5_SHIM_H
#define CHDF5_SHIM_H

#include <hdf5.h>

// Everything below is a macro in HDF5's headers whose expansion is an expression (it opens the
// library first, then names a global), which Swift cannot import.

// Types of numbers in memory.
static inline hid_t basin_h5_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t basin_h5_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t basin_h5_native_uint8(void) { return H5T_NATIVE_UINT8; }

// Types of numbers in files: named by width and byte order, so that a file has the same bytes
// whatever machine wrote it.
static inline hid_t basin_h5_file_float32(void) { return H5T_IEEE_F32LE; }
static inline hid_t basin_h5_file_float64(void) { return H5T_IEEE_F64LE; }
static inline hid_t basin_h5_file_uint8(void) { return H5T_STD_U8LE; }

// The string type that others are copied from.
static inline hid_t basin_h5_c_string(void) { return H5T_C_S1; }

// Classes of property lists.
static inline hid_t basin_h5_file_access_class(void) { return H5P_FILE_ACCESS; }
static inline hid_t basin_h5_file_creation_class(void) { return H5P_FILE_CREATE; }
static inline hid_t basin_h5_dataset_creation_class(void) { return H5P_DATASET_CREATE; }
static inline hid_t basin_h5_group_creation_class(void) { return H5P_GROUP_CREATE; }

// Defaults and flags.
static inline hid_t basin_h5_default(void) { return H5P_DEFAULT; }
static inline hid_t basin_h5_whole_space(void) { return H5S_ALL; }
static inline unsigned basin_h5_truncate(void) { return H5F_ACC_TRUNC; }

// Turns off the printing of the library's error stack to stderr: callers turn each error into a
// message of their own.
static inline void basin_h5_silence(void) { H5Eset_auto2(H5E_DEFAULT, NULL, NULL); }

#endif
