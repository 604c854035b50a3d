/// What the benchmarks compare with: libxml2 doing the least it can do with an input, and copying its bytes.
#ifndef CXMLFLOOR_H
#define CXMLFLOOR_H

#include <stddef.h>
#include <stdint.h>

/// Pushes a document through libxml2's SAX2 parser in chunks, with callbacks that do nothing but count.
///
/// Returns how many elements there are, or -1 when it is refused.
int64_t floor_sax(const uint8_t *bytes, size_t byte_count, size_t chunk_byte_count);

/// Walks over a document with xmlTextReader, which asks for it in chunks of its own.
///
/// Returns how many elements there are, or -1 when it is refused.
int64_t floor_reader(const uint8_t *bytes, size_t byte_count);

/// Copies bytes into memory made for it, chunk by chunk. Returns a byte of the copy, or -1 without memory.
int64_t floor_copy(const uint8_t *bytes, size_t byte_count, size_t chunk_byte_count);

#endif
