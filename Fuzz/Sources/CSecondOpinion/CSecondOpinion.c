#include "CSecondOpinion.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

static void begin(void *context, const xmlChar *name, const xmlChar **attributes) {
    (void)name;
    (void)attributes;
    (*(int64_t *)context)++;
}

static void ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

int64_t second_opinion(const uint8_t *bytes, size_t byte_count) {
    int64_t count = 0;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    /* The first version of SAX looks at no namespace, as the counter does. */
    handler.startElement = begin;
    handler.warning = ignore;
    handler.error = ignore;
    handler.fatalError = ignore;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &count, NULL, 0, NULL);
    if (parser == NULL) return -1;
    xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NONET | XML_PARSE_SAX1);
    xmlParseChunk(parser, (const char *)bytes, (int)byte_count, 0);
    xmlParseChunk(parser, NULL, 0, 1);
    int well_formed = parser->wellFormed;
    xmlFreeParserCtxt(parser);
    return well_formed ? count : -1;
}
