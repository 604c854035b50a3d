/// One piece of markup as an XML parser reports it, in document order.
///
/// An empty tag gives a start and an end. A run of text is one event however the input was cut, entities and character
/// references in it undone; adjacent CDATA sections are one event too.
package enum MarkupEvent: Sendable, Hashable {
    /// The XML declaration, if there is one; always the first event.
    case declaration(version: String, encoding: String?, standalone: Bool?)

    /// The head of a document type declaration.
    case documentType(name: String, publicID: String?, systemID: String?)

    /// A general entity that the internal subset declares, in order, repeated declarations included.
    case entityDeclaration(name: String, content: EntityContent)

    /// An attribute that the internal subset declares, in order, repeated declarations included.
    case attributeDeclaration(AttributeDeclaration)

    /// A start tag.
    case start(Start)

    /// The end of the element that was started last and is still open.
    case end(MarkupName)

    /// Text, white space included.
    case text(String)

    /// The content of CDATA sections.
    case cdata(String)

    /// The content of a comment.
    case comment(String)

    /// A processing instruction.
    case processingInstruction(target: String, data: String)
}

/// The name of an element or attribute with namespaces resolved.
package struct MarkupName: Sendable, Hashable {
    /// The prefix as written, or `nil` for a name without one.
    package let prefix: String?

    /// The part after the colon, or the whole name.
    package let localName: String

    /// The namespace the name belongs to, or `nil` for none.
    package let namespaceURI: String?

    /// Makes a name.
    package init(prefix: String? = nil, localName: String, namespaceURI: String? = nil) {
        self.prefix = prefix
        self.localName = localName
        self.namespaceURI = namespaceURI
    }
}

extension MarkupEvent {
    /// What a start tag says.
    package struct Start: Sendable, Hashable {
        /// The element's name.
        package let name: MarkupName

        /// The namespace declarations, in order.
        package let namespaces: [NamespaceBinding]

        /// The other attributes, in order.
        package let attributes: [Attribute]

        /// Makes a start tag.
        package init(name: MarkupName, namespaces: [NamespaceBinding] = [], attributes: [Attribute] = []) {
            self.name = name
            self.namespaces = namespaces
            self.attributes = attributes
        }

        /// The value of the attribute without a prefix that has this name, or `nil`.
        package subscript(attribute localName: String) -> String? {
            attributes.first { $0.name.localName == localName && $0.name.namespaceURI == nil }?.value
        }
    }

    /// A namespace declaration of a start tag.
    package struct NamespaceBinding: Sendable, Hashable {
        /// The prefix, or `nil` for the default namespace.
        package let prefix: String?

        /// The namespace; empty where a default namespace is taken away.
        package let uri: String

        /// Makes a namespace declaration.
        package init(prefix: String? = nil, uri: String) {
            self.prefix = prefix
            self.uri = uri
        }
    }

    /// An attribute of a start tag.
    package struct Attribute: Sendable, Hashable {
        /// The attribute's name; without a prefix it is in no namespace.
        package let name: MarkupName

        /// The value, normalised as XML requires.
        package let value: String

        /// Makes an attribute.
        package init(name: MarkupName, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What a general entity stands for.
    package enum EntityContent: Sendable, Hashable {
        /// Replacement text; references to other entities are still in it.
        case text(String)

        /// A resource elsewhere, which is never fetched.
        case external

        /// A resource elsewhere that is not XML.
        case unparsed
    }

    /// What an attribute-list declaration says of one attribute.
    package struct AttributeDeclaration: Sendable, Hashable {
        /// The element's name, prefix included.
        package let element: String

        /// The attribute's name, prefix included.
        package let attribute: String

        /// Whether the type is CDATA; white space in values of other types is collapsed.
        package let isCharacterData: Bool

        /// The default, `nil` where there is none; references are still in it.
        package let defaultValue: String?

        /// Makes a declaration.
        package init(element: String, attribute: String, isCharacterData: Bool, defaultValue: String? = nil) {
            self.element = element
            self.attribute = attribute
            self.isCharacterData = isCharacterData
            self.defaultValue = defaultValue
        }
    }
}
