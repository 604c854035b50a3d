#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CFileStream.h"

#include <stdlib.h>
#include <sys/types.h>

struct source {
    void *context;
    cfilestream_read read;
};

#if defined(__APPLE__)
static int read_source(void *cookie, char *target, int limit) {
    struct source *source = cookie;
    return (int)source->read(source->context, target, (size_t)limit);
}
#else
static ssize_t read_source(void *cookie, char *target, size_t limit) {
    struct source *source = cookie;
    return (ssize_t)source->read(source->context, target, limit);
}
#endif

static int close_source(void *cookie) {
    free(cookie);
    return 0;
}

FILE *cfilestream_open(void *context, cfilestream_read read) {
    struct source *source = malloc(sizeof *source);
    FILE *file;
    if (source == NULL) {
        return NULL;
    }
    source->context = context;
    source->read = read;
#if defined(__APPLE__)
    file = funopen(source, read_source, NULL, NULL, close_source);
#else
    file = fopencookie(source, "r", (cookie_io_functions_t){.read = read_source, .close = close_source});
#endif
    if (file == NULL) {
        free(source);
    }
    return file;
}
