#ifndef CXMLPUSH_H
#define CXMLPUSH_H

#include <stddef.h>
#include <stdint.h>

// An XML push parser behind an opaque type, so that no libxml2 header reaches a module that includes this one.
//
// Create a parser with its handlers, push the bytes of one document in any number of pieces, finish, destroy. Events
// arrive through the handlers while pushing and finishing. Nothing is ever fetched: no external DTD, no external entity.
// After the first error nothing more is reported and every further call returns that error's code.
//
// A parser belongs to one thread at a time. Handlers call nothing of this header; they stop the parser by their result.

#if defined(__cplusplus)
extern "C" {
#endif

/// One document being parsed.
typedef struct cxmlpush_parser cxmlpush_parser;

/// UTF-8 text that is not terminated by a NUL. `bytes` is NULL where the text is absent, which differs from empty.
/// Valid until the handler that was given it returns.
typedef struct {
    const uint8_t *bytes;
    size_t count;
} cxmlpush_slice;

/// An attribute of a start tag, namespace declarations excepted. The prefix and the URI are absent for a plain name.
typedef struct {
    cxmlpush_slice prefix;
    cxmlpush_slice local_name;
    cxmlpush_slice namespace_uri;
    cxmlpush_slice value;
} cxmlpush_attribute;

/// A namespace declaration of a start tag. The prefix is absent for the default namespace.
typedef struct {
    cxmlpush_slice prefix;
    cxmlpush_slice uri;
} cxmlpush_namespace;

/// What the start tag of an element says. An empty tag gives a start and an end.
typedef struct {
    cxmlpush_slice prefix;
    cxmlpush_slice local_name;
    cxmlpush_slice namespace_uri;
    const cxmlpush_namespace *namespaces;
    size_t namespace_count;
    const cxmlpush_attribute *attributes;
    size_t attribute_count;
} cxmlpush_start;

/// What a general entity declaration says. The text, with character references replaced, is absent for an external or
/// unparsed entity. Parameter entities are not reported.
typedef struct {
    cxmlpush_slice name;
    cxmlpush_slice text;
    int is_unparsed;
} cxmlpush_entity;

/// What an attribute-list declaration says of one attribute. Names have their prefixes. The default is absent where there
/// is none; references are left in it as they were written.
typedef struct {
    cxmlpush_slice element;
    cxmlpush_slice attribute;
    cxmlpush_slice default_value;
    int is_character_data;
} cxmlpush_attribute_declaration;

/// Functions that receive the events, all set. `context` is what cxmlpush_create was given. A result other than 0 ends
/// parsing with cxmlpush_error_stopped.
typedef struct {
    /// The XML declaration. `standalone` is 1 for yes, 0 for no, -1 where it is not said.
    int (*declaration)(void *context, cxmlpush_slice version, cxmlpush_slice encoding, int standalone);
    /// The head of a document type declaration; the declarations of its internal subset follow.
    int (*document_type)(void *context, cxmlpush_slice name, cxmlpush_slice public_id, cxmlpush_slice system_id);
    int (*entity)(void *context, const cxmlpush_entity *entity);
    int (*attribute_declaration)(void *context, const cxmlpush_attribute_declaration *declaration);
    int (*start_element)(void *context, const cxmlpush_start *start);
    int (*end_element)(void *context, cxmlpush_slice prefix, cxmlpush_slice local_name, cxmlpush_slice namespace_uri);
    /// A piece of text; one run of text may come in several.
    int (*characters)(void *context, cxmlpush_slice text);
    /// A piece of a CDATA section; one section may come in several.
    int (*cdata)(void *context, cxmlpush_slice text);
    int (*comment)(void *context, cxmlpush_slice text);
    /// The data is absent where the instruction has a target only.
    int (*processing_instruction)(void *context, cxmlpush_slice target, cxmlpush_slice data);
} cxmlpush_handlers;

/// What a parser allows beyond plain XML 1.0 without a document type declaration.
typedef struct {
    /// Not 0: a document type declaration with an internal subset is read and its declarations are reported.
    /// References to declared entities stay an error (cxmlpush_error_entity): whoever reads the document expands them.
    int allows_internal_subset;
    /// The most UTF-16 units that parameter entities of the internal subset may expand to.
    size_t maximum_parameter_entity_length;
    /// Not 0: lifts libxml2's own limits (10 MB a text or attribute among them).
    int allows_huge_text;
} cxmlpush_options;

/// Kinds of error.
typedef enum {
    cxmlpush_error_none = 0,
    /// Not well-formed.
    cxmlpush_error_syntax = 1,
    /// An undeclared prefix or another breach of Namespaces in XML.
    cxmlpush_error_namespace = 2,
    /// Bytes that are not text in the document's encoding, or an unknown encoding.
    cxmlpush_error_encoding = 3,
    /// The input ends inside the document.
    cxmlpush_error_truncated = 4,
    /// A document type declaration where none is allowed.
    cxmlpush_error_document_type = 5,
    /// A reference to an entity other than the five that XML predefines.
    cxmlpush_error_entity = 6,
    /// Parameter entities expand to more than the limit.
    cxmlpush_error_entity_limit = 7,
    /// A version other than 1.0.
    cxmlpush_error_version = 8,
    /// One of libxml2's own limits.
    cxmlpush_error_library_limit = 9,
    /// Not enough memory.
    cxmlpush_error_memory = 10,
    /// A handler asked to stop.
    cxmlpush_error_stopped = 11,
} cxmlpush_error_code;

/// The first error of a document.
typedef struct {
    cxmlpush_error_code code;
    /// Bytes before the place where the error was noticed, or -1 where that is not known.
    int64_t byte_offset;
    /// From 1.
    uint64_t line;
    /// From 1, in characters.
    uint64_t column;
    /// One sentence without line breaks. Valid until the parser is destroyed.
    cxmlpush_slice message;
} cxmlpush_error;

/// Makes a parser, or returns NULL where memory is short. `handlers` and `options` are copied.
cxmlpush_parser *cxmlpush_create(const cxmlpush_handlers *handlers, const cxmlpush_options *options, void *context);

/// Parses the next `count` bytes of the document. Returns the code of the first error so far.
cxmlpush_error_code cxmlpush_push(cxmlpush_parser *parser, const uint8_t *bytes, size_t count);

/// Says that the document ends here. Returns the code of the first error.
cxmlpush_error_code cxmlpush_finish(cxmlpush_parser *parser);

/// The first error so far; its code is cxmlpush_error_none where there was none.
cxmlpush_error cxmlpush_first_error(const cxmlpush_parser *parser);

/// Frees the parser. NULL is allowed.
void cxmlpush_destroy(cxmlpush_parser *parser);

#if defined(__cplusplus)
}
#endif

#endif
