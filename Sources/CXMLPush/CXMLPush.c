#include "CXMLPush.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

// The type of the argument of a structured error handler gained its const in 2.12.
#if LIBXML_VERSION >= 21200
typedef const xmlError *error_argument;
#else
typedef xmlErrorPtr error_argument;
#endif

#define MESSAGE_CAPACITY 256
#define SMALLEST_CAPACITY 16

// Lets only whole and valid UTF-8 characters through to libxml2: what it says of bad bytes, and where, depends on the
// pieces they come in. Other encodings pass by.
struct utf8_gate {
    int is_open;
    uint8_t held[4];
    size_t held_count;
    unsigned missing;
    uint8_t least;
    uint8_t most;
    // Of the next character: the bytes, lines and columns before it.
    int64_t byte_count;
    uint64_t line;
    uint64_t column;
    int follows_carriage_return;
};

struct cxmlpush_parser {
    cxmlpush_handlers handlers;
    cxmlpush_options options;
    void *context;
    xmlParserCtxtPtr libxml;
    cxmlpush_attribute *attributes;
    size_t attribute_capacity;
    cxmlpush_namespace *namespaces;
    size_t namespace_capacity;
    uint8_t *text;
    size_t text_capacity;
    size_t text_count;
    size_t parameter_entity_length;
    int expects_declared_lookup;
    size_t depth;
    int has_root;
    int is_finishing;
    struct utf8_gate gate;
    cxmlpush_error error;
    char message[MESSAGE_CAPACITY];
};

static const cxmlpush_slice absent = {NULL, 0};

static cxmlpush_slice slice_of(const xmlChar *text) {
    if (text == NULL) { return absent; }
    cxmlpush_slice slice = {(const uint8_t *)text, strlen((const char *)text)};
    return slice;
}

static cxmlpush_slice slice_of_count(const xmlChar *text, ptrdiff_t count) {
    static const uint8_t nothing[1] = {0};
    cxmlpush_slice slice = {text != NULL ? (const uint8_t *)text : nothing, count > 0 ? (size_t)count : 0};
    return slice;
}

static int has_failed(const cxmlpush_parser *parser) { return parser->error.code != cxmlpush_error_none; }

// MARK: - UTF-8

// Follows one byte. Returns 0 where it cannot stand there.
static int accepts(struct utf8_gate *gate, uint8_t byte) {
    if (gate->missing > 0) {
        if (byte < gate->least || byte > gate->most) { return 0; }
        gate->missing -= 1;
        gate->least = 0x80;
        gate->most = 0xBF;
        return 1;
    }
    if (byte < 0x80) { return 1; }
    // Shortest forms only, no surrogates, nothing above U+10FFFF.
    gate->least = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    gate->most = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    if (byte < 0xC2 || byte > 0xF4) { return 0; }
    gate->missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    return 1;
}

// Moves the position past a character of `count` bytes whose last one is `byte`.
static void advance(struct utf8_gate *gate, uint8_t byte, size_t count) {
    int is_first = gate->byte_count == 0;
    gate->byte_count += (int64_t)count;
    // LF, CR and CR LF end a line.
    if (byte == '\n' && gate->follows_carriage_return) {
        gate->follows_carriage_return = 0;
        return;
    }
    gate->follows_carriage_return = byte == '\r';
    if (byte == '\n' || byte == '\r') {
        gate->line += 1;
        gate->column = 1;
    } else if (!(is_first && count == 3 && memcmp(gate->held, "\xEF\xBB\xBF", 3) == 0)) {
        gate->column += 1;
    }
}

// MARK: - Errors

static void keep_message(cxmlpush_parser *parser, const char *text) {
    size_t count = 0;
    while (text != NULL && count < MESSAGE_CAPACITY - 1 && text[count] != '\0') {
        parser->message[count] = text[count] == '\n' || text[count] == '\r' ? ' ' : text[count];
        count += 1;
    }
    // A message that was cut must not end inside a character.
    if (count == MESSAGE_CAPACITY - 1) {
        while (count > 0 && ((unsigned char)parser->message[count - 1] & 0xC0) == 0x80) { count -= 1; }
        if (count > 0 && (unsigned char)parser->message[count - 1] >= 0x80) { count -= 1; }
    }
    while (count > 0 && parser->message[count - 1] == ' ') { count -= 1; }
    parser->message[count] = '\0';
}

// -1 inside a parameter entity: its bytes are not the document's.
static int64_t byte_offset(xmlParserCtxtPtr libxml) {
    if (libxml->inputNr != 1) { return -1; }
#if LIBXML_VERSION >= 21400
    // xmlByteConsumed is deprecated there; this counts right for UTF-8.
    return (int64_t)libxml->input->consumed + (libxml->input->cur - libxml->input->base);
#else
    return (int64_t)xmlByteConsumed(libxml);
#endif
}

static void fail(cxmlpush_parser *parser, cxmlpush_error_code code, const char *message) {
    if (has_failed(parser)) { return; }
    parser->error.code = code;
    parser->error.byte_offset = -1;
    parser->error.line = 1;
    parser->error.column = 1;
    xmlParserInputPtr input = parser->libxml != NULL ? parser->libxml->input : NULL;
    if (input != NULL) {
        parser->error.byte_offset = byte_offset(parser->libxml);
        if (input->line > 0) { parser->error.line = (uint64_t)input->line; }
        if (input->col > 0) { parser->error.column = (uint64_t)input->col; }
    }
    keep_message(parser, message);
}

static void fail_at_gate(cxmlpush_parser *parser, cxmlpush_error_code code, const char *message) {
    if (has_failed(parser)) { return; }
    fail(parser, code, message);
    parser->error.byte_offset = parser->gate.byte_count;
    parser->error.line = parser->gate.line;
    parser->error.column = parser->gate.column;
}

static void fail_and_stop(cxmlpush_parser *parser, cxmlpush_error_code code, const char *message) {
    if (has_failed(parser)) { return; }
    fail(parser, code, message);
    xmlStopParser(parser->libxml);
}

// libxml2 reports its limits under codes of syntax errors; only the messages tell them apart.
static int names_a_limit(const char *message) {
    if (message == NULL) { return 0; }
    return strstr(message, "too long") != NULL || strstr(message, "too big") != NULL || strstr(message, "Huge ") != NULL;
}

// Whether a document of which libxml2 says "extra content at the end" merely stops too early: it uses that error for both.
static int lacks_its_end(const cxmlpush_parser *parser) {
    if (!parser->is_finishing) { return 0; }
    if (parser->has_root) { return parser->depth > 0; }
    xmlParserInputPtr input = parser->libxml->input;
    for (const xmlChar *byte = input->cur; byte < input->end; byte += 1) {
        if (*byte != ' ' && *byte != '\t' && *byte != '\n' && *byte != '\r') { return *byte == '<'; }
    }
    return 1;
}

static cxmlpush_error_code code_of(const cxmlpush_parser *parser, error_argument error) {
    if (error->code == XML_ERR_NO_MEMORY) { return cxmlpush_error_memory; }
    if (error->domain == XML_FROM_NAMESPACE) { return cxmlpush_error_namespace; }
    switch (error->code) {
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_I18N_CONV_FAILED:
    case XML_I18N_NO_NAME:
    case XML_I18N_NO_HANDLER:
    case XML_I18N_NO_OUTPUT:
        return cxmlpush_error_encoding;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        return cxmlpush_error_entity;
    case XML_ERR_UNKNOWN_VERSION:
        return cxmlpush_error_version;
    case XML_ERR_ENTITY_LOOP:
        return cxmlpush_error_entity_limit;
    case XML_ERR_NAME_TOO_LONG:
        return cxmlpush_error_library_limit;
    default:
        break;
    }
    if (names_a_limit(error->message)) { return cxmlpush_error_library_limit; }
    xmlParserInputPtr input = parser->libxml->input;
    int at_end = input == NULL || input->cur == NULL || input->cur >= input->end;
    return parser->is_finishing && at_end ? cxmlpush_error_truncated : cxmlpush_error_syntax;
}

// Whether an error means that a document is refused. Warnings, URIs (nobody resolves them) and validity do not count.
static int is_refusal(error_argument error) {
    if (error->level < XML_ERR_ERROR) { return 0; }
    if (error->code == XML_ERR_INVALID_URI || error->code == XML_WAR_NS_URI) { return 0; }
    return error->code < XML_DTD_ATTRIBUTE_DEFAULT || error->code > XML_DTD_DUP_TOKEN;
}

// The parser whose bytes this thread is parsing. Not taken from user_data: what that is depends on the kind of error.
static _Thread_local cxmlpush_parser *current = NULL;

static void on_error(void *user_data, error_argument error) {
    (void)user_data;
    cxmlpush_parser *parser = current;
    if (parser == NULL || error == NULL || has_failed(parser) || !is_refusal(error)) { return; }
    if ((error->code == XML_ERR_DOCUMENT_END || error->code == XML_ERR_DOCUMENT_EMPTY) && lacks_its_end(parser)) {
        fail(parser, cxmlpush_error_truncated, "the document ends before its root element does");
        return;
    }
    fail(parser, code_of(parser, error), error->message);
}

static void obey(cxmlpush_parser *parser, int wants_stop) {
    if (wants_stop != 0) { fail_and_stop(parser, cxmlpush_error_stopped, "stopped by the handler"); }
}

// Errors of libxml2's tree functions go to the thread's handler, which by default prints them.
static void on_stray_error(void *user_data, error_argument error) {
    (void)user_data;
    if (current == NULL || error == NULL || error->code != XML_ERR_NO_MEMORY) { return; }
    fail(current, cxmlpush_error_memory, "out of memory");
}

static int parse_chunk(cxmlpush_parser *parser, const uint8_t *bytes, int count, int is_last) {
    cxmlpush_parser *outer = current;
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *handler_context = xmlStructuredErrorContext;
    current = parser;
    xmlSetStructuredErrorFunc(NULL, on_stray_error);
    int status = xmlParseChunk(parser->libxml, (const char *)bytes, count, is_last);
    xmlSetStructuredErrorFunc(handler_context, handler);
    current = outer;
    return status;
}

// MARK: - Scratch memory of one start tag

static int reserve(void **memory, size_t *capacity, size_t count, size_t size) {
    if (count <= *capacity) { return 1; }
    size_t larger = *capacity < SMALLEST_CAPACITY ? SMALLEST_CAPACITY : *capacity;
    while (larger < count) {
        if (larger > SIZE_MAX / 2) { return 0; }
        larger *= 2;
    }
    if (larger > SIZE_MAX / size) { return 0; }
    void *moved = realloc(*memory, larger * size);
    if (moved == NULL) { return 0; }
    *memory = moved;
    *capacity = larger;
    return 1;
}

// Without XML_PARSE_NOENT libxml2 hands over "&" in attribute values and namespace URIs as "&#38;", for a second parsing
// that its tree builder does. No other reference is left in them, because all others are refused.
static size_t escaped_count(cxmlpush_slice slice) {
    return slice.count > 0 && memchr(slice.bytes, '&', slice.count) != NULL ? slice.count : 0;
}

// Needs as many bytes of `text` as escaped_count says, reserved before: slices point into it.
static cxmlpush_slice unescaped(cxmlpush_parser *parser, cxmlpush_slice slice) {
    if (escaped_count(slice) == 0) { return slice; }
    uint8_t *start = parser->text + parser->text_count;
    size_t count = 0;
    size_t index = 0;
    while (index < slice.count) {
        uint8_t byte = slice.bytes[index];
        start[count] = byte;
        count += 1;
        index += byte == '&' && slice.count - index >= 5 && memcmp(slice.bytes + index, "&#38;", 5) == 0 ? 5 : 1;
    }
    parser->text_count += count;
    cxmlpush_slice result = {start, count};
    return result;
}

// MARK: - Handlers that libxml2 calls

static void on_start_document(void *user_data) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    xmlParserCtxtPtr libxml = parser->libxml;
    // The declarations of an internal subset live in a document.
    if (parser->options.allows_internal_subset) { xmlSAX2StartDocument(libxml); }
    // -1 says that there is no XML declaration, -2 that there is one without "standalone".
    if (libxml->standalone == -1) { return; }
    int standalone = libxml->standalone == -2 ? -1 : libxml->standalone;
    obey(parser, parser->handlers.declaration(parser->context, slice_of(libxml->version), slice_of(libxml->encoding), standalone));
}

static void on_internal_subset(void *user_data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    if (!parser->options.allows_internal_subset) {
        fail_and_stop(parser, cxmlpush_error_document_type, "a document type declaration is not allowed");
        return;
    }
    xmlSAX2InternalSubset(parser->libxml, name, public_id, system_id);
    obey(parser, parser->handlers.document_type(parser->context, slice_of(name), slice_of(public_id), slice_of(system_id)));
}

static void on_entity_declaration(
    void *user_data, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content
) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    xmlSAX2EntityDecl(parser->libxml, name, type, public_id, system_id, content);
    if (type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY) {
        // libxml2 looks it up right away to note its source text; that is no expansion.
        parser->expects_declared_lookup = type == XML_INTERNAL_PARAMETER_ENTITY;
        return;
    }
    cxmlpush_entity entity = {slice_of(name), type == XML_INTERNAL_GENERAL_ENTITY ? slice_of(content) : absent, 0};
    obey(parser, parser->handlers.entity(parser->context, &entity));
}

static void on_unparsed_entity_declaration(
    void *user_data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id, const xmlChar *notation
) {
    (void)public_id;
    (void)system_id;
    (void)notation;
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    cxmlpush_entity entity = {slice_of(name), absent, 1};
    obey(parser, parser->handlers.entity(parser->context, &entity));
}

static void on_attribute_declaration(
    void *user_data, const xmlChar *element, const xmlChar *name, int type, int default_kind,
    const xmlChar *default_value, xmlEnumerationPtr enumeration
) {
    (void)default_kind;
    // The callee owns the list of an enumerated type.
    xmlFreeEnumeration(enumeration);
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    cxmlpush_attribute_declaration declaration = {
        slice_of(element),
        slice_of(name),
        slice_of(default_value),
        type == XML_ATTRIBUTE_CDATA,
    };
    obey(parser, parser->handlers.attribute_declaration(parser->context, &declaration));
}

static xmlEntityPtr on_get_entity(void *user_data, const xmlChar *name) {
    cxmlpush_parser *parser = user_data;
    // libxml2 looks an entity up right after its declaration to note the source text.
    if (parser->libxml->inSubset != 0) { return xmlSAX2GetEntity(parser->libxml, name); }
    char message[MESSAGE_CAPACITY] = "a reference to the entity ";
    strncat(message, (const char *)name, MESSAGE_CAPACITY - strlen(message) - 1);
    fail_and_stop(parser, cxmlpush_error_entity, message);
    return NULL;
}

static xmlEntityPtr on_get_parameter_entity(void *user_data, const xmlChar *name) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return NULL; }
    xmlEntityPtr entity = xmlSAX2GetParameterEntity(parser->libxml, name);
    int is_expansion = !parser->expects_declared_lookup;
    parser->expects_declared_lookup = 0;
    if (!is_expansion || entity == NULL || entity->content == NULL) { return entity; }
    for (const xmlChar *byte = entity->content; *byte != 0; byte += 1) {
        // UTF-16 units: one a character, two where UTF-8 needs four bytes.
        if ((*byte & 0xC0) != 0x80) { parser->parameter_entity_length += *byte >= 0xF0 ? 2 : 1; }
    }
    if (parser->parameter_entity_length > parser->options.maximum_parameter_entity_length) {
        fail_and_stop(parser, cxmlpush_error_entity_limit, "parameter entities expand to more than the limit");
        return NULL;
    }
    return entity;
}

static void on_start_element(
    void *user_data, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes
) {
    (void)defaulted_count;
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    size_t all_namespaces = namespace_count > 0 ? (size_t)namespace_count : 0;
    size_t all_attributes = attribute_count > 0 ? (size_t)attribute_count : 0;
    void *namespace_memory = parser->namespaces;
    void *attribute_memory = parser->attributes;
    int has_room =
        reserve(&namespace_memory, &parser->namespace_capacity, all_namespaces, sizeof(cxmlpush_namespace))
        && reserve(&attribute_memory, &parser->attribute_capacity, all_attributes, sizeof(cxmlpush_attribute));
    parser->namespaces = namespace_memory;
    parser->attributes = attribute_memory;

    cxmlpush_start start = {
        slice_of(prefix), slice_of(local_name), slice_of(uri), parser->namespaces, all_namespaces,
        parser->attributes, all_attributes,
    };
    size_t text_count = escaped_count(start.namespace_uri);
    for (size_t index = 0; has_room && index < all_namespaces; index += 1) {
        cxmlpush_namespace *binding = &parser->namespaces[index];
        binding->prefix = slice_of(namespaces[2 * index]);
        binding->uri = slice_of(namespaces[2 * index + 1]);
        text_count += escaped_count(binding->uri);
    }
    for (size_t index = 0; has_room && index < all_attributes; index += 1) {
        const xmlChar **fields = attributes + 5 * index;
        cxmlpush_attribute *attribute = &parser->attributes[index];
        attribute->local_name = slice_of(fields[0]);
        attribute->prefix = slice_of(fields[1]);
        attribute->namespace_uri = slice_of(fields[2]);
        attribute->value = slice_of_count(fields[3], fields[4] - fields[3]);
        text_count += escaped_count(attribute->namespace_uri) + escaped_count(attribute->value);
    }

    void *text_memory = parser->text;
    has_room = has_room && reserve(&text_memory, &parser->text_capacity, text_count, 1);
    parser->text = text_memory;
    if (!has_room) {
        fail_and_stop(parser, cxmlpush_error_memory, "out of memory");
        return;
    }
    parser->text_count = 0;
    start.namespace_uri = unescaped(parser, start.namespace_uri);
    for (size_t index = 0; index < all_namespaces; index += 1) {
        parser->namespaces[index].uri = unescaped(parser, parser->namespaces[index].uri);
    }
    for (size_t index = 0; index < all_attributes; index += 1) {
        cxmlpush_attribute *attribute = &parser->attributes[index];
        attribute->namespace_uri = unescaped(parser, attribute->namespace_uri);
        attribute->value = unescaped(parser, attribute->value);
    }
    parser->depth += 1;
    parser->has_root = 1;
    obey(parser, parser->handlers.start_element(parser->context, &start));
}

static void on_end_element(void *user_data, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    cxmlpush_slice namespace_uri = slice_of(uri);
    void *text_memory = parser->text;
    int has_room = reserve(&text_memory, &parser->text_capacity, escaped_count(namespace_uri), 1);
    parser->text = text_memory;
    if (!has_room) {
        fail_and_stop(parser, cxmlpush_error_memory, "out of memory");
        return;
    }
    parser->text_count = 0;
    parser->depth -= 1;
    namespace_uri = unescaped(parser, namespace_uri);
    obey(parser, parser->handlers.end_element(parser->context, slice_of(prefix), slice_of(local_name), namespace_uri));
}

static void on_characters(void *user_data, const xmlChar *text, int count) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    obey(parser, parser->handlers.characters(parser->context, slice_of_count(text, count)));
}

static void on_cdata(void *user_data, const xmlChar *text, int count) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser)) { return; }
    obey(parser, parser->handlers.cdata(parser->context, slice_of_count(text, count)));
}

// Comments and instructions inside a document type declaration belong to its text.
static void on_comment(void *user_data, const xmlChar *text) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser) || parser->libxml->inSubset != 0) { return; }
    obey(parser, parser->handlers.comment(parser->context, slice_of_count(text, text != NULL ? xmlStrlen(text) : 0)));
}

static void on_processing_instruction(void *user_data, const xmlChar *target, const xmlChar *data) {
    cxmlpush_parser *parser = user_data;
    if (has_failed(parser) || parser->libxml->inSubset != 0) { return; }
    obey(parser, parser->handlers.processing_instruction(parser->context, slice_of(target), slice_of(data)));
}

// MARK: - Life

cxmlpush_parser *cxmlpush_create(const cxmlpush_handlers *handlers, const cxmlpush_options *options, void *context) {
    xmlInitParser();
    cxmlpush_parser *parser = calloc(1, sizeof *parser);
    if (parser == NULL) { return NULL; }
    parser->handlers = *handlers;
    parser->options = *options;
    parser->context = context;
    parser->gate.line = 1;
    parser->gate.column = 1;

    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startDocument = on_start_document;
    sax.internalSubset = on_internal_subset;
    sax.entityDecl = on_entity_declaration;
    sax.unparsedEntityDecl = on_unparsed_entity_declaration;
    sax.attributeDecl = on_attribute_declaration;
    sax.getEntity = on_get_entity;
    sax.getParameterEntity = on_get_parameter_entity;
    sax.startElementNs = on_start_element;
    sax.endElementNs = on_end_element;
    sax.characters = on_characters;
    sax.ignorableWhitespace = on_characters;
    sax.cdataBlock = on_cdata;
    sax.comment = on_comment;
    sax.processingInstruction = on_processing_instruction;
    sax.serror = on_error;
    parser->libxml = xmlCreatePushParserCtxt(&sax, parser, NULL, 0, NULL);
    if (parser->libxml == NULL) {
        free(parser);
        return NULL;
    }
    // OLD10: XML 1.0 only, with the names of its fourth edition, as .NET reads it. Never NOENT: entities stay ours.
    int flags = XML_PARSE_NONET | XML_PARSE_OLD10;
    if (options->allows_huge_text) { flags |= XML_PARSE_HUGE; }
    xmlCtxtUseOptions(parser->libxml, flags);
    return parser;
}

static void push(cxmlpush_parser *parser, const uint8_t *bytes, size_t count) {
    while (count > 0 && !has_failed(parser)) {
        int piece = count > INT_MAX ? INT_MAX : (int)count;
        int status = parse_chunk(parser, bytes, piece, 0);
        if (status != XML_ERR_OK && parser->libxml->wellFormed == 0) {
            fail(parser, cxmlpush_error_syntax, "not well-formed");
        }
        bytes += piece;
        count -= (size_t)piece;
    }
}

// An encoder is there for every encoding but UTF-8.
static int has_encoder(const cxmlpush_parser *parser) {
    xmlParserInputPtr input = parser->libxml->input;
    return input != NULL && input->buf != NULL && input->buf->encoder != NULL;
}

// Returns how many bytes went through before one that opened the gate or failed.
static size_t push_through_gate(cxmlpush_parser *parser, const uint8_t *bytes, size_t count) {
    struct utf8_gate *gate = &parser->gate;
    size_t pushed = 0;
    size_t index = 0;
    for (; index < count; index += 1) {
        if (!accepts(gate, bytes[index])) { break; }
        if (gate->missing > 0 || gate->held_count > 0) {
            // Here begins a character of several bytes: what precedes it goes first.
            if (gate->held_count == 0) {
                push(parser, bytes + pushed, index - pushed);
                pushed = index;
            }
            gate->held[gate->held_count] = bytes[index];
            gate->held_count += 1;
            pushed += 1;
            if (gate->missing > 0) { continue; }
            push(parser, gate->held, gate->held_count);
            advance(gate, bytes[index], gate->held_count);
            gate->held_count = 0;
        } else {
            advance(gate, bytes[index], 1);
        }
    }
    push(parser, bytes + pushed, index - pushed);
    return index;
}

cxmlpush_error_code cxmlpush_push(cxmlpush_parser *parser, const uint8_t *bytes, size_t count) {
    struct utf8_gate *gate = &parser->gate;
    // A byte order mark of UTF-16 or UTF-32.
    if (count > 0 && gate->byte_count == 0 && gate->held_count == 0 && bytes[0] >= 0xFE) { gate->is_open = 1; }
    if (!gate->is_open) {
        size_t passed = push_through_gate(parser, bytes, count);
        if (passed < count && !has_failed(parser)) {
            if (has_encoder(parser)) {
                // The declaration names an encoding: the bytes are its own.
                gate->is_open = 1;
                push(parser, gate->held, gate->held_count);
                gate->held_count = 0;
            } else {
                fail_at_gate(parser, cxmlpush_error_encoding, "bytes that are not UTF-8");
            }
        }
        bytes += passed;
        count -= passed;
    }
    if (gate->is_open) { push(parser, bytes, count); }
    return parser->error.code;
}

cxmlpush_error_code cxmlpush_finish(cxmlpush_parser *parser) {
    if (has_failed(parser) || parser->is_finishing) { return parser->error.code; }
    parser->is_finishing = 1;
    if (parser->gate.held_count > 0 && has_encoder(parser)) {
        push(parser, parser->gate.held, parser->gate.held_count);
    } else if (parser->gate.held_count > 0) {
        fail_at_gate(parser, cxmlpush_error_truncated, "the document ends inside a character");
        return parser->error.code;
    }
    int status = parse_chunk(parser, NULL, 0, 1);
    if (status != XML_ERR_OK && parser->libxml->wellFormed == 0) {
        fail(parser, cxmlpush_error_truncated, "the document ends too early");
    }
    return parser->error.code;
}

cxmlpush_error cxmlpush_first_error(const cxmlpush_parser *parser) {
    cxmlpush_error error = parser->error;
    error.message = slice_of((const xmlChar *)parser->message);
    return error;
}

void cxmlpush_destroy(cxmlpush_parser *parser) {
    if (parser == NULL) { return; }
    if (parser->libxml != NULL) {
        xmlDocPtr document = parser->libxml->myDoc;
        parser->libxml->myDoc = NULL;
        xmlFreeParserCtxt(parser->libxml);
        xmlFreeDoc(document);
    }
    free(parser->attributes);
    free(parser->namespaces);
    free(parser->text);
    free(parser);
}
