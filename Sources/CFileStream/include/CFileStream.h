/* A FILE that is read from a function: what libpcap reads is a FILE, and the functions that make one of a function are
   GNU's and BSD's, each hidden from Swift. */
#ifndef CFILESTREAM_H
#define CFILESTREAM_H

#include <stddef.h>
#include <stdio.h>

/* Copies at most `limit` bytes to `target` and returns how many: 0 at the end, -1 for an error. */
typedef ptrdiff_t (*cfilestream_read)(void *context, char *target, size_t limit);

/* Opens a FILE for reading, NULL without memory. `context` is handed to `read` and must outlive the FILE, which is closed
   with fclose. */
FILE *cfilestream_open(void *context, cfilestream_read read);

#endif
