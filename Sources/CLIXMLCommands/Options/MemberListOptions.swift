package import CLIXMLConvert
package import CommandLine

/// The options that only `members` has.
package enum MemberListOptions {
    /// How members are written.
    package enum Form: String, CaseIterable, Sendable {
        case text
        case tsv
    }

    /// The kinds of members that can be asked for, as the parameter of Get-Member has them, in our spelling.
    package enum Kind: String, CaseIterable, Sendable {
        case codeMethod = "code-method"
        case memberSet = "member-set"
        case method
        case noteProperty = "note-property"
        case parameterizedProperty = "parameterized-property"
        case property
        case propertySet = "property-set"
        case scriptProperty = "script-property"
        case properties
        case methods
        case all

        /// The kinds meant.
        var memberTypes: [MemberType] {
            switch self {
            case .codeMethod: [.codeMethod]
            case .memberSet: [.memberSet]
            case .method: [.method]
            case .noteProperty: [.noteProperty]
            case .parameterizedProperty: [.parameterizedProperty]
            case .property: [.property]
            case .propertySet: [.propertySet]
            case .scriptProperty: [.scriptProperty]
            case .properties: MemberType.allCases.filter(\.isProperty)
            case .methods: MemberType.allCases.filter(\.isMethod)
            case .all: MemberType.allCases
            }
        }
    }

    package static let memberType = Flag(
        "member-type",
        listOf: ValueKind<Kind>.kind,
        summary: "Lists only members of these kinds.",
        detail: """
            A kind is spelled as Get-Member prints it (`NoteProperty`) or as here, in any case. `properties` and \
            `methods` stand for all kinds of those.
            """
    )

    package static let to = Flag(
        "to",
        .choice("FORMAT") { (form: Form) in
            switch form {
            case .text: "a table for each type, as Get-Member shows it"
            case .tsv: "a line for each member: type, kind, name, definition, with tabs between; line breaks are kept"
            }
        },
        default: .text,
        summary: "Writes FORMAT."
    )

    package static let group = FlagGroup("Members", memberType, to, WidthOption.width)

    /// The options of a command line.
    ///
    /// - Parameters:
    ///   - columnCount: the cells of a line of the terminal that members are shown on, or `nil`.
    ///   - isTerminal: whether they are shown on a terminal.
    package static func options(_ arguments: Arguments, columnCount: Int?, isTerminal: Bool) -> MemberOptions {
        var options = MemberOptions()
        options.form = arguments[to] == .tsv ? .tsv : .text
        let kinds = arguments[memberType]
        if !kinds.isEmpty { options.memberTypes = Set(kinds.flatMap(\.memberTypes)) }
        options.width = WidthOption.cellCount(arguments, columnCount: columnCount)
        options.showsControls = isTerminal
        return options
    }
}

extension ValueKind where Value == MemberListOptions.Kind {
    /// A kind of members in any spelling.
    fileprivate static var kind: ValueKind {
        ValueKind(
            choice("KIND").shape,
            read: { text in
                let plain = text.lowercased().filter { $0 != "-" }
                return Value.allCases.first { $0.rawValue.filter { $0 != "-" } == plain }
            },
            show: { $0.rawValue }
        )
    }
}
