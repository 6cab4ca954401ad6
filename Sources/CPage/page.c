#include "cpage.h"

// Once there, the page is one of this file's dependencies, and a newer one is compiled in by
// itself. One that was not there before is not noticed: whoever makes it touches this file.
#if __has_embed("generated/pumplink.html")

static const unsigned char page[] = {
#embed "generated/pumplink.html"
};

const unsigned char *cpage_bytes(size_t *length) {
  *length = sizeof page;
  return page;
}

#else

const unsigned char *cpage_bytes(size_t *length) {
  *length = 0;
  return NULL;
}

#endif
