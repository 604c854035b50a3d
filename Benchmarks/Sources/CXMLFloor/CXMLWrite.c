#include "CXMLFloor.h"

#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

// What is done, and where in `text` the string for it begins; attributes have two strings after one another.
typedef enum { OP_START, OP_ATTRIBUTE, OP_TEXT, OP_END } op_kind;

typedef struct {
    op_kind kind;
    size_t name;
    size_t value;
} op;

struct floor_document {
    op *ops;
    size_t count, capacity;
    xmlChar *text;
    size_t text_count, text_capacity;
};

static size_t keep(floor_document *document, const xmlChar *string) {
    size_t length = strlen((const char *)string) + 1;
    if (document->text_capacity - document->text_count < length) {
        document->text_capacity = 2 * document->text_capacity + length;
        document->text = realloc(document->text, document->text_capacity);
        if (document->text == NULL) abort();
    }
    size_t place = document->text_count;
    memcpy(document->text + place, string, length);
    document->text_count += length;
    return place;
}

static void add(floor_document *document, op_kind kind, size_t name, size_t value) {
    if (document->count == document->capacity) {
        document->capacity = 2 * document->capacity + 1024;
        document->ops = realloc(document->ops, document->capacity * sizeof(op));
        if (document->ops == NULL) abort();
    }
    document->ops[document->count++] = (op){kind, name, value};
}

static void add_element(floor_document *document, xmlTextReaderPtr reader) {
    add(document, OP_START, keep(document, xmlTextReaderConstName(reader)), 0);
    int is_empty = xmlTextReaderIsEmptyElement(reader);
    while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
        size_t name = keep(document, xmlTextReaderConstName(reader));
        add(document, OP_ATTRIBUTE, name, keep(document, xmlTextReaderConstValue(reader)));
    }
    if (is_empty) add(document, OP_END, 0, 0);
}

floor_document *floor_document_create(const uint8_t *bytes, size_t byte_count) {
    int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOBLANKS;
    xmlTextReaderPtr reader = xmlReaderForMemory((const char *)bytes, (int)byte_count, NULL, NULL, options);
    if (reader == NULL) return NULL;
    floor_document *document = calloc(1, sizeof *document);
    if (document == NULL) abort();
    int outcome;
    while ((outcome = xmlTextReaderRead(reader)) == 1) {
        switch (xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT: add_element(document, reader); break;
        case XML_READER_TYPE_TEXT:
            add(document, OP_TEXT, keep(document, xmlTextReaderConstValue(reader)), 0);
            break;
        case XML_READER_TYPE_END_ELEMENT: add(document, OP_END, 1, 0); break;
        default: break;
        }
    }
    xmlFreeTextReader(reader);
    if (outcome == 0) return document;
    floor_document_destroy(document);
    return NULL;
}

void floor_document_destroy(floor_document *document) {
    if (document == NULL) return;
    free(document->ops);
    free(document->text);
    free(document);
}

static int count_bytes(void *context, const char *buffer, int length) {
    (void)buffer;
    *(int64_t *)context += length;
    return length;
}

static int close_nothing(void *context) {
    (void)context;
    return 0;
}

int64_t floor_document_write(const floor_document *document, int is_indented) {
    int64_t byte_count = 0;
    xmlOutputBufferPtr output = xmlOutputBufferCreateIO(count_bytes, close_nothing, &byte_count, NULL);
    if (output == NULL) return -1;
    xmlTextWriterPtr writer = xmlNewTextWriter(output);
    if (writer == NULL) {
        xmlOutputBufferClose(output);
        return -1;
    }
    int outcome = 0;
    if (is_indented) {
        xmlTextWriterSetIndent(writer, 1);
        xmlTextWriterSetIndentString(writer, BAD_CAST "  ");
    }
    const xmlChar *text = document->text;
    for (size_t index = 0; index < document->count && outcome >= 0; index++) {
        const op *op = document->ops + index;
        switch (op->kind) {
        case OP_START: outcome = xmlTextWriterStartElement(writer, text + op->name); break;
        case OP_ATTRIBUTE: outcome = xmlTextWriterWriteAttribute(writer, text + op->name, text + op->value); break;
        case OP_TEXT: outcome = xmlTextWriterWriteString(writer, text + op->name); break;
        case OP_END:
            outcome = op->name == 0 ? xmlTextWriterEndElement(writer) : xmlTextWriterFullEndElement(writer);
            break;
        }
    }
    xmlFreeTextWriter(writer);
    return outcome < 0 ? -1 : byte_count;
}
