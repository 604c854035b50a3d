/// One option of a verb: its names, its value and its help, in one declaration.
///
/// Parsing, help, man page and completions all come from it, and the declaration is also the key to the parsed value:
/// `arguments[Convert.depth]` is an `Int?` because `depth` is a `Flag<Int?>`.
package struct Flag<Value: Sendable>: Sendable {
    /// The untyped half, which is what the parser and the help see.
    package let declaration: FlagDeclaration

    /// Makes a value of the texts given on the command line, in order; they all satisfy `declaration.accepts`.
    let combine: @Sendable ([String]) -> Value
}

/// The untyped half of a ``Flag``.
package struct FlagDeclaration: Sendable {
    /// The long name without dashes.
    package let name: String

    /// The one-letter name without its dash.
    package let short: Character?

    /// Other long names that work but are not shown.
    package let aliases: [String]

    /// What kind of value follows, or `nil` for a switch.
    package let value: ValueShape?

    /// One sentence.
    package let summary: String

    /// Further paragraphs for the long help and the man page; may be empty.
    package let detail: String

    /// What holds when the flag is not given, where that is worth saying.
    package let defaultText: String?

    /// Whether every occurrence counts, where otherwise the last one wins.
    package let isRepeatable: Bool

    /// Whether a text is a value of this flag.
    let accepts: @Sendable (String) -> Bool
}

extension Flag {
    private init<Element>(
        name: String,
        short: Character?,
        aliases: [String],
        kind: ValueKind<Element>,
        summary: String,
        detail: String,
        defaultText: String?,
        isRepeatable: Bool,
        combine: @escaping @Sendable ([Element]) -> Value
    ) {
        self.declaration = FlagDeclaration(
            name: name,
            short: short,
            aliases: aliases,
            value: kind.shape,
            summary: summary,
            detail: detail,
            defaultText: defaultText,
            isRepeatable: isRepeatable,
            accepts: { kind.read($0) != nil }
        )
        self.combine = { texts in combine(texts.compactMap(kind.read)) }
    }

    /// A flag with a value, and what holds without it.
    package init(
        _ name: String,
        short: Character? = nil,
        aliases: [String] = [],
        _ kind: ValueKind<Value>,
        default defaultValue: Value,
        summary: String,
        detail: String = ""
    ) {
        self.init(
            name: name,
            short: short,
            aliases: aliases,
            kind: kind,
            summary: summary,
            detail: detail,
            defaultText: kind.show(defaultValue),
            isRepeatable: false,
            combine: { $0.last ?? defaultValue }
        )
    }

    /// A flag with a value that has no default, so that its absence can be told.
    package init<Wrapped>(
        _ name: String,
        short: Character? = nil,
        aliases: [String] = [],
        _ kind: ValueKind<Wrapped>,
        summary: String,
        detail: String = ""
    ) where Value == Wrapped? {
        self.init(
            name: name,
            short: short,
            aliases: aliases,
            kind: kind,
            summary: summary,
            detail: detail,
            defaultText: nil,
            isRepeatable: false,
            combine: { $0.last }
        )
    }

    /// A flag whose values stand with commas between, and which may be repeated to add more.
    package init<Element>(
        _ name: String,
        short: Character? = nil,
        aliases: [String] = [],
        listOf kind: ValueKind<Element>,
        summary: String,
        detail: String = ""
    ) where Value == [Element] {
        self.init(
            name: name,
            short: short,
            aliases: aliases,
            kind: ValueKind<[Element]>.list(of: kind),
            summary: summary,
            detail: detail,
            defaultText: nil,
            isRepeatable: true,
            combine: { $0.flatMap { $0 } }
        )
    }

    /// A flag that may be repeated, one value each time.
    package init<Element>(
        _ name: String,
        short: Character? = nil,
        aliases: [String] = [],
        repeating kind: ValueKind<Element>,
        summary: String,
        detail: String = ""
    ) where Value == [Element] {
        self.init(
            name: name,
            short: short,
            aliases: aliases,
            kind: kind,
            summary: summary,
            detail: detail,
            defaultText: nil,
            isRepeatable: true,
            combine: { $0 }
        )
    }

    /// A switch: off unless given.
    package init(
        _ name: String,
        short: Character? = nil,
        aliases: [String] = [],
        summary: String,
        detail: String = ""
    ) where Value == Bool {
        self.declaration = FlagDeclaration(
            name: name,
            short: short,
            aliases: aliases,
            value: nil,
            summary: summary,
            detail: detail,
            defaultText: nil,
            isRepeatable: false,
            accepts: { _ in false }
        )
        self.combine = { !$0.isEmpty }
    }
}

/// Flags that are listed together under one heading; verbs share a group by naming the same one.
package struct FlagGroup: Sendable {
    /// The heading, unique in a program: groups of the same title are the same group.
    package let title: String

    /// The flags in the order of the help.
    package let flags: [FlagDeclaration]

    /// Makes a group of flags of any types.
    package init<each Value>(_ title: String, _ flags: repeat Flag<each Value>) {
        var declarations: [FlagDeclaration] = []
        for flag in repeat each flags { declarations.append(flag.declaration) }
        self.title = title
        self.flags = declarations
    }
}
