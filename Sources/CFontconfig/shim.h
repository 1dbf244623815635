#ifndef CFONTCONFIG_SHIM_H
#define CFONTCONFIG_SHIM_H

/* Cairo finds its fonts by fontconfig; asked directly, it says which of them has a character. */
#include <fontconfig/fontconfig.h>

#endif
