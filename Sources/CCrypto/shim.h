#ifndef CCRYPTO_SHIM_H
#define CCRYPTO_SHIM_H

// The EVP interface: the older SHA256_Init family is deprecated since OpenSSL 3.0, and EVP is
// the one that picks the processor's SHA instructions.
#include <openssl/evp.h>

#endif
