/// How the text of one value becomes a typed value, and what help, errors and completions say about it.
package struct ValueKind<Value: Sendable>: Sendable {
    /// What help, errors and completions need, without the type.
    package let shape: ValueShape

    /// Reads a text, or answers `nil` where it is none of the values.
    package let read: @Sendable (String) -> Value?

    /// The text that reads as this value: how a default is shown.
    let show: @Sendable (Value) -> String

    /// Makes a kind of its parts.
    package init(
        _ shape: ValueShape,
        read: @escaping @Sendable (String) -> Value?,
        show: @escaping @Sendable (Value) -> String
    ) {
        self.shape = shape
        self.read = read
        self.show = show
    }
}

/// The untyped half of a ``ValueKind``.
package struct ValueShape: Sendable {
    /// One of the words that a value can be.
    package struct Choice: Sendable {
        /// The word as typed.
        package let word: String

        /// What it means, in a few words; may be empty.
        package let summary: String
    }

    /// What a shell offers while the value is typed.
    package enum Completion: Sendable {
        case nothing
        case file
        case choices([Choice])
    }

    /// Stands for the value in usage lines, in capitals.
    package let placeholder: String

    /// Ends the sentence "expected …" when a value is wrong.
    package let expectation: String

    /// What a shell offers while the value is typed.
    package let completion: Completion

    /// Whether several values may stand in one text with commas between.
    package let isList: Bool

    /// Makes a shape of its parts.
    package init(
        placeholder: String,
        expectation: String,
        completion: Completion = .nothing,
        isList: Bool = false
    ) {
        self.placeholder = placeholder
        self.expectation = expectation
        self.completion = completion
        self.isList = isList
    }

    /// Whether the words need a line each.
    var explainsChoices: Bool { choices.contains { !$0.summary.isEmpty } }

    /// The words a value can be, or none where it is free.
    package var choices: [Choice] {
        if case .choices(let choices) = completion { choices } else { [] }
    }
}

extension ValueKind where Value == String {
    /// Any text but the empty one.
    package static func text(_ placeholder: String, expectation: String = "a text that is not empty") -> ValueKind {
        ValueKind(
            ValueShape(placeholder: placeholder, expectation: expectation),
            read: { $0.isEmpty ? nil : $0 },
            show: { $0 }
        )
    }

    /// Any text, the empty one included.
    package static func anyText(_ placeholder: String) -> ValueKind {
        ValueKind(ValueShape(placeholder: placeholder, expectation: "a text"), read: { $0 }, show: { $0 })
    }

    /// The path of a file, `-` included.
    package static func file(_ placeholder: String = "FILE") -> ValueKind {
        ValueKind(
            ValueShape(placeholder: placeholder, expectation: "the name of a file", completion: .file),
            read: { $0.isEmpty ? nil : $0 },
            show: { $0 }
        )
    }
}

extension ValueKind where Value == Unicode.Scalar {
    /// One character; `\t` is the tabulator, which is hard to type in a shell.
    package static func character(_ placeholder: String) -> ValueKind {
        ValueKind(
            ValueShape(placeholder: placeholder, expectation: "one character, or \\t for the tabulator"),
            read: { text in
                if text == "\\t" { return "\t" }
                return text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
            },
            show: { $0 == "\t" ? "\\t" : String($0) }
        )
    }
}

extension ValueKind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the cases, typed as its raw value.
    package static func choice(
        _ placeholder: String,
        summary: @Sendable (Value) -> String = { _ in "" }
    ) -> ValueKind {
        let choices = Value.allCases.map { ValueShape.Choice(word: $0.rawValue, summary: summary($0)) }
        return ValueKind(
            ValueShape(
                placeholder: placeholder,
                expectation: enumeration(choices.map(\.word)),
                completion: .choices(choices)
            ),
            read: { Value(rawValue: $0) },
            show: { $0.rawValue }
        )
    }
}

extension ValueKind {
    /// Several values with commas between, none of them empty.
    package static func list<Element>(of kind: ValueKind<Element>) -> ValueKind where Value == [Element] {
        ValueKind(
            ValueShape(
                placeholder: kind.shape.placeholder + ",...",
                expectation: kind.shape.choices.isEmpty
                    ? "\(kind.shape.expectation), or several with commas between"
                    : "\(kind.shape.expectation), or several of them with commas between",
                completion: kind.shape.completion,
                isList: true
            ),
            read: { text in
                var values: [Element] = []
                for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                    guard !part.isEmpty, let value = kind.read(String(part)) else { return nil }
                    values.append(value)
                }
                return values
            },
            show: { $0.map(kind.show).joined(separator: ",") }
        )
    }
}

/// `a`, `a or b`, `a, b or c`.
func enumeration(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
