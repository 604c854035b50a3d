extension CLIXMLError.Code {
    /// XML around or inside CLIXML (a SOAP body, a packet, an `XD` text) is not well-formed.
    public static let embeddedXMLSyntax = Self(rawValue: "embedded-xml-syntax")

    /// XML around or inside CLIXML ends inside an element, a tag or another construct.
    public static let embeddedXMLTruncated = Self(rawValue: "embedded-xml-truncated")

    /// XML around or inside CLIXML uses an undeclared prefix or breaks another rule of namespaces.
    public static let embeddedXMLNamespace = Self(rawValue: "embedded-xml-namespace")

    /// XML around or inside CLIXML has bytes that are not text in its encoding, or names an unknown encoding.
    public static let embeddedXMLEncoding = Self(rawValue: "embedded-xml-encoding")

    /// XML around or inside CLIXML declares a version other than 1.0.
    public static let embeddedXMLVersion = Self(rawValue: "embedded-xml-version")

    /// XML around CLIXML has a document type declaration, which is refused there.
    public static let embeddedXMLDocumentType = Self(rawValue: "embedded-xml-document-type")

    /// XML around or inside CLIXML refers to an entity that is not declared, that may not stand there, or that holds itself.
    public static let embeddedXMLEntity = Self(rawValue: "embedded-xml-entity")

    /// The entities of an `XD` text expand to more characters than the limit, 1024 unless told otherwise.
    public static let embeddedXMLEntityLimit = Self(rawValue: "embedded-xml-entity-limit")

    /// XML around or inside CLIXML nests its elements deeper than the limit.
    public static let embeddedXMLDepthLimit = Self(rawValue: "embedded-xml-depth-limit")

    /// A text, name or attribute of XML around or inside CLIXML is longer than the limit.
    public static let embeddedXMLTextLimit = Self(rawValue: "embedded-xml-text-limit")

    /// An `XD` text has more nodes and attributes than the limit.
    public static let embeddedXMLNodeLimit = Self(rawValue: "embedded-xml-node-limit")

    /// There was not enough memory to parse XML around or inside CLIXML.
    public static let embeddedXMLMemory = Self(rawValue: "embedded-xml-memory")
}
