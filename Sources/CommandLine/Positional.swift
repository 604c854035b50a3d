/// An argument of a verb that has no name on the command line, only a place.
///
/// Like a ``Flag``, the declaration is the key to the parsed value.
package struct Positional<Value: Sendable>: Sendable {
    /// The untyped half, which is what the parser and the help see.
    package let declaration: PositionalDeclaration

    let combine: @Sendable ([String]) -> Value?

    /// An argument that must be there.
    package init(_ kind: ValueKind<Value>, summary: String) {
        self.declaration = PositionalDeclaration(kind, summary: summary, arity: .one)
        self.combine = { $0.first.flatMap(kind.read) }
    }

    /// An argument that may be left out.
    package init<Wrapped>(optional kind: ValueKind<Wrapped>, summary: String) where Value == Wrapped? {
        self.declaration = PositionalDeclaration(kind, summary: summary, arity: .optional)
        self.combine = { .some($0.first.flatMap(kind.read)) }
    }

    /// All the arguments that are left; at least one if `isRequired`.
    package init<Element>(
        remaining kind: ValueKind<Element>,
        isRequired: Bool = false,
        summary: String
    ) where Value == [Element] {
        self.declaration = PositionalDeclaration(kind, summary: summary, arity: isRequired ? .someOrMore : .any)
        self.combine = { $0.compactMap(kind.read) }
    }
}

/// The untyped half of a ``Positional``.
package struct PositionalDeclaration: Sendable {
    /// How many arguments the place takes.
    package enum Arity: Sendable {
        case one
        case optional
        case any
        case someOrMore
    }

    /// The kind of value.
    package let value: ValueShape

    /// One sentence.
    package let summary: String

    /// How many arguments the place takes.
    package let arity: Arity

    /// Whether a text is a value of this argument.
    let accepts: @Sendable (String) -> Bool

    init<Value>(_ kind: ValueKind<Value>, summary: String, arity: Arity) {
        self.value = kind.shape
        self.summary = summary
        self.arity = arity
        self.accepts = { kind.read($0) != nil }
    }

    /// The name, which is also how usage lines show it.
    package var name: String { value.placeholder }

    /// The name with the marks for optional and repeated arguments.
    package var usage: String {
        switch arity {
        case .one: name
        case .optional: "[\(name)]"
        case .any: "[\(name)...]"
        case .someOrMore: "\(name)..."
        }
    }
}
