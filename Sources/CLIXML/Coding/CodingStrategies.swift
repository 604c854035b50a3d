extension CLIXMLDecoder {
    /// How a member is found for a key.
    public enum KeyStrategy: Sendable {
        /// The member has the key's name, ignoring case as PowerShell does.
        case ignoringCase
        /// The member has exactly the key's name.
        case exact
        /// The closure names the member for a key, given with the keys before it; case is then ignored.
        case custom(@Sendable (_ path: [any CodingKey], _ key: any CodingKey) -> String)
    }

    /// What is done with the type names of objects.
    public enum TypeNameStrategy: Sendable {
        /// They are not looked at.
        case ignored
        /// An object that is decoded as a ``PSTypeNamed`` type has that type's first name among its own, ignoring case and
        /// `Deserialized.`.
        case declared
        /// The closure says whether an object with these names, `nil` for one without, may be decoded as a type. It is asked
        /// for objects only, not for primitives without type names.
        case custom(@Sendable (_ type: any Any.Type, _ typeNames: PSTypeNames?) -> Bool)
    }

    /// What is done when an object lacks a member.
    public enum MissingMemberStrategy: Sendable {
        /// `DecodingError.keyNotFound`, as other decoders have it; optional properties are `nil`.
        case refused
        /// What PowerShell makes of a missing member or null when it needs a value: 0, false, the empty text, the empty
        /// collection. Optional properties are `nil`; types with members, dates and the like are still refused.
        case empty
    }

    /// What is done when an object has members that were not asked for.
    public enum ExtraMemberStrategy: Sendable {
        /// They are passed over.
        case ignored
        /// `DecodingError.dataCorrupted` that names the first of them.
        case refused
    }

    /// What is decoded of a document: it has any number of top-level values.
    public enum RootStrategy: Sendable {
        /// For an array the document's values, except where it has one value which is a collection: then that. For anything
        /// else the one value. So it makes no difference whether objects were piped into `Export-Clixml` or given to it as
        /// an array.
        case automatic
        /// An array always has the document's values.
        case values
        /// The document has one value, and that is decoded.
        case value
    }
}

extension CLIXMLEncoder {
    /// What a member is called for a key.
    public enum KeyStrategy: Sendable {
        /// As the key.
        case asWritten
        /// As the key with its first letter in upper case, as PowerShell's members are called: `displayName` becomes
        /// `DisplayName`.
        case capitalized
        /// As the closure says, given the keys before it.
        case custom(@Sendable (_ path: [any CodingKey], _ key: any CodingKey) -> String)
    }

    /// Which type names objects are given.
    public enum TypeNameStrategy: Sendable {
        /// Those of ``PSTypeNamed`` types, and for others what PowerShell writes: `PSCustomObject` for members, `Object[]`
        /// for arrays, `Hashtable` for dictionaries.
        case all
        /// Those of ``PSTypeNamed`` types only.
        case declared
        /// What the closure says, given the names that ``all`` would write; `nil` for none.
        case custom(@Sendable (_ type: any Any.Type, _ typeNames: PSTypeNames) -> PSTypeNames?)
    }

    /// Where the members of an object go.
    public enum MemberStrategy: Sendable {
        /// `MS`: members that were added to an object, all those of a property bag.
        case extended
        /// `Props`: the properties of a .NET object.
        case adapted
        /// As the closure says: whether those of a type are adapted.
        case custom(@Sendable (_ type: any Any.Type) -> Bool)
    }

    /// What is written for optional properties that are `nil`.
    public enum NilStrategy: Sendable {
        /// A member that is null, so that all objects of a type have the same members, as those of PowerShell do.
        case written
        /// Nothing.
        case omitted
    }

    /// What a Swift dictionary becomes.
    public enum DictionaryStrategy: Sendable {
        /// A dictionary, its keys of any type.
        case dictionary
        /// The members of an object where the keys are `String`, else a dictionary.
        case members
    }

    /// What is written for `Int` and `UInt`.
    public enum IntegerStrategy: Sendable {
        /// `I64` and `U64`.
        case wide
        /// `I32` where the number fits, as PowerShell's own numbers are, else as ``wide``.
        case narrow
    }

    /// How an instant is written by a type that has nothing but instants, like Foundation's `Date`.
    public enum DateStrategy: Sendable {
        /// In UTC, ending in `Z`.
        case utc
        /// On the clocks of a zone, with the offset.
        case local(LocalZone)
        /// On the clocks of a zone, without a word about it.
        case unspecified(LocalZone)
    }

    /// What becomes of an array that is the encoded value itself.
    public enum RootStrategy: Sendable {
        /// One top-level value, as `Export-Clixml -InputObject` makes it.
        case value
        /// Each element is a top-level value, as when objects are piped into `Export-Clixml`.
        case elements
    }
}
