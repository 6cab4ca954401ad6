/// Which commit a program was built from.
#ifndef CCOMMIT_H
#define CCOMMIT_H

/// The commit's short name, with `-dirty` behind it where files were changed since; empty in a
/// program that was built without `.ci/commit`, which writes it down.
const char *_Nonnull ccommit_name(void);

#endif
