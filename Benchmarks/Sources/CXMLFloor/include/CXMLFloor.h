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

/// A document taken apart into the calls that write it again.
typedef struct floor_document floor_document;

/// Takes a document apart. White space between elements is left out. Returns NULL when it is refused.
floor_document *floor_document_create(const uint8_t *bytes, size_t byte_count);

/// Writes the document with xmlTextWriter, indented by two blanks a level or on one line, to nowhere.
///
/// Returns how many bytes that were, or -1 when a call failed. They are those of CLIXMLWriter, but for the blank before
/// the end of an empty element's tag and for quotation marks in texts.
int64_t floor_document_write(const floor_document *document, int is_indented);

void floor_document_destroy(floor_document *document);

#endif
