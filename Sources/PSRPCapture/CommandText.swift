import CLIXML
import PSRP

/// Commands and arguments as somebody would type them.
enum CommandText {
    /// All statements of a pipeline, on one line.
    static func text(_ commands: PowerShellCommands, _ scheme: SecureStringScheme) -> String {
        let statements = commands.statements.isEmpty ? [commands.commands] : commands.statements
        return statements.map { text($0, scheme) }.joined(separator: "; ")
    }

    private static func text(_ commands: [RemoteCommand], _ scheme: SecureStringScheme) -> String {
        commands.map { text($0, scheme) }.joined(separator: " | ")
    }

    private static func text(_ command: RemoteCommand, _ scheme: SecureStringScheme) -> String {
        let arguments = command.arguments.filter { $0.usingValues == nil }
        let words = arguments.compactMap { argument -> String? in
            guard let name = argument.name else { return literal(argument.value, scheme) }
            let dash = name.hasPrefix("-") ? name : "-" + name
            if argument.value.isNull { return dash }
            if case .boolean(true) = argument.value.value { return dash }
            return dash + (name.hasSuffix(":") ? "" : " ") + literal(argument.value, scheme)
        }
        guard command.isScript else { return ([command.text] + words).joined(separator: " ") }
        return words.isEmpty ? command.text : "& {\(command.text)} " + words.joined(separator: " ")
    }

    /// The values of `$using:` expressions: expression and value.
    static func usingValues(_ commands: PowerShellCommands, _ scheme: SecureStringScheme) -> [String] {
        commands.commands.flatMap(\.arguments).compactMap(\.usingValues).flatMap { values in
            values.map { "\($0.expression) = \(literal($0.value, scheme))" }
        }
    }

    /// A value as a literal, cut where it would go on for long.
    static func literal(_ value: RemoteValue, _ scheme: SecureStringScheme, depth: Int = 0) -> String {
        if depth > 4 { return "…" }
        if let items = value.items {
            let shown = items.prefix(20).map { literal($0, scheme, depth: depth + 1) }
            return "@(" + (shown + (items.count > 20 ? ["…"] : [])).joined(separator: ", ") + ")"
        }
        if let entries = value.entries {
            let shown = entries.prefix(20).map { entry in
                "\(ValueLine.text(entry.key.value)) = \(literal(entry.value, scheme, depth: depth + 1))"
            }
            return "@{" + (shown + (entries.count > 20 ? ["…"] : [])).joined(separator: "; ") + "}"
        }
        switch value.value {
        case .null: return "$null"
        case .boolean(let isTrue): return isTrue ? "$true" : "$false"
        case .string(let text): return quoted(text)
        case .secureString(let secret):
            guard let text = try? scheme.open(secret) else { return "<SecureString, sealed>" }
            return "<SecureString \(quoted(text))>"
        case .object(let object) where object.baseValue != nil && object.stringRepresentation == nil:
            return object.baseValue.map { literal(RemoteValue($0), scheme, depth: depth + 1) } ?? "…"
        case .object(let object) where object.typeNames?.baseName == "System.Management.Automation.PSCredential":
            let user = object["UserName"].map { ValueLine.text($0) } ?? ""
            let password = object["Password"].map { literal(RemoteValue($0), scheme, depth: depth + 1) } ?? ""
            return "<PSCredential \(user) \(password)>"
        case .object(let object):
            let text = ValueLine.text(.object(object))
            return text.isEmpty ? "<\(object.typeNames?.baseName ?? "object")>" : quoted(text)
        case let other: return ValueLine.text(other)
        }
    }

    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                    || "/\\.:-_*?~".unicodeScalars.contains(scalar)
            }
        return isPlain ? text : "'" + text.replacing("'", with: "''") + "'"
    }
}
