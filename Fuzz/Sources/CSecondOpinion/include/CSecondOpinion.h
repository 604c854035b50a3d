/// libxml2's opinion of a document.
#ifndef CSECONDOPINION_H
#define CSECONDOPINION_H

#include <stddef.h>
#include <stdint.h>

/// How many elements a document has, or -1 when it is not well-formed.
int64_t second_opinion(const uint8_t *bytes, size_t byte_count);

#endif
