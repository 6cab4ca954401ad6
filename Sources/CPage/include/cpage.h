/// The page, as part of the program: one HTML file that `make page` has built.
#ifndef CPAGE_H
#define CPAGE_H

#include <stddef.h>

/// The page's first byte, and how many there are. Null, and none, in a program that was built
/// before the page was.
const unsigned char *_Nullable cpage_bytes(size_t *_Nonnull length);

#endif
