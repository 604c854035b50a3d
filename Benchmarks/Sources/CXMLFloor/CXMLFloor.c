#include "CXMLFloor.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

// Without XML_PARSE_HUGE libxml2 refuses a text of more than 10 MB, which ours may have.
static const int options = XML_PARSE_NONET | XML_PARSE_HUGE;

static void start_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes
) {
    (void)name, (void)prefix, (void)uri, (void)namespace_count, (void)namespaces;
    (void)attribute_count, (void)defaulted_count, (void)attributes;
    *(int64_t *)context += 1;
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)context, (void)name, (void)prefix, (void)uri;
}

static void characters(void *context, const xmlChar *text, int byte_count) {
    (void)context, (void)text, (void)byte_count;
}

// One parser for document after document, as many small ones are read fastest.
static xmlParserCtxtPtr sax_parser = NULL;

int64_t floor_sax(const uint8_t *bytes, size_t byte_count, size_t chunk_byte_count) {
    int64_t count = 0;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;

    // The first four bytes tell the encoding.
    size_t offset = byte_count < 4 ? byte_count : 4;
    if (sax_parser == NULL) {
        sax_parser = xmlCreatePushParserCtxt(&handler, &count, (const char *)bytes, (int)offset, NULL);
    } else if (xmlCtxtResetPush(sax_parser, (const char *)bytes, (int)offset, NULL, NULL) != 0) {
        return -1;
    }
    xmlParserCtxtPtr parser = sax_parser;
    if (parser == NULL) return -1;
    parser->userData = &count;
    xmlCtxtUseOptions(parser, options);
    int error = 0;
    while (error == 0 && offset < byte_count) {
        size_t length = byte_count - offset < chunk_byte_count ? byte_count - offset : chunk_byte_count;
        error = xmlParseChunk(parser, (const char *)bytes + offset, (int)length, 0);
        offset += length;
    }
    if (error == 0) error = xmlParseChunk(parser, NULL, 0, 1);
    if (error != 0 || !parser->wellFormed) count = -1;
    return count;
}

typedef struct {
    const uint8_t *bytes;
    size_t left;
} remaining;

static int read_more(void *context, char *buffer, int capacity) {
    remaining *source = context;
    size_t length = source->left < (size_t)capacity ? source->left : (size_t)capacity;
    memcpy(buffer, source->bytes, length);
    source->bytes += length;
    source->left -= length;
    return (int)length;
}

int64_t floor_reader(const uint8_t *bytes, size_t byte_count) {
    remaining source = {bytes, byte_count};
    xmlTextReaderPtr reader = xmlReaderForIO(read_more, NULL, &source, NULL, NULL, options);
    if (reader == NULL) return -1;
    int64_t count = 0;
    int outcome;
    while ((outcome = xmlTextReaderRead(reader)) == 1) {
        if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT) count += 1;
    }
    xmlFreeTextReader(reader);
    return outcome == 0 ? count : -1;
}

int64_t floor_copy(const uint8_t *bytes, size_t byte_count, size_t chunk_byte_count) {
    uint8_t *copy = malloc(byte_count);
    if (copy == NULL) return -1;
    for (size_t offset = 0; offset < byte_count; offset += chunk_byte_count) {
        size_t length = byte_count - offset < chunk_byte_count ? byte_count - offset : chunk_byte_count;
        memcpy(copy + offset, bytes + offset, length);
    }
    int64_t last = byte_count == 0 ? 0 : copy[byte_count - 1];
    free(copy);
    return last;
}
