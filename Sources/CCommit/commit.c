#include "ccommit.h"

// Once there, the file is one of this file's dependencies, and another commit is compiled in by
// itself. One that was not there before is not noticed: whoever makes it touches this file.
#if __has_include("generated/commit.h")
#include "generated/commit.h"
#else
#define CCOMMIT_NAME ""
#endif

const char *ccommit_name(void) { return CCOMMIT_NAME; }
