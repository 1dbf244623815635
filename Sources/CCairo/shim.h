#ifndef CCAIRO_SHIM_H
#define CCAIRO_SHIM_H

/* Cairo's functions report errors by a status that is kept in the object, and every handle is a
   plain pointer, so Swift calls them directly; nothing needs a wrapper. */
#include <cairo-pdf.h>
#include <cairo.h>

#endif
