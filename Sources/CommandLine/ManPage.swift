/// The man page of a program in roff: every verb, and the flag groups that verbs share once at the end.
package enum ManPage {
    /// The page as text; ASCII only.
    package static func text(_ program: Program) -> String {
        let title = program.name.uppercased()
        var lines = [
            ".TH \(argument(title)) 1 \"\" \(argument("\(program.name) \(program.version)")) \"User Commands\"",
            ".SH NAME",
            "\(inline(program.name)) \\- \(inline(program.summary))",
            ".SH SYNOPSIS",
            ".B \(inline(program.name))",
            "\\fIVERB\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]",
            ".SH DESCRIPTION",
        ]
        lines += prose(program.detail)
        let shared = sharedTitles(program)
        lines.append(".SH VERBS")
        for verb in program.verbs { lines += section(verb, of: program, shared: shared) }
        for title in shared {
            guard let group = program.verbs.flatMap(\.groups).first(where: { $0.title == title }) else { continue }
            lines.append(".SH \(argument(title.uppercased()))")
            lines += group.flags.flatMap(entry)
        }
        for section in program.sections {
            lines.append(".SH \(argument(section.title.uppercased()))")
            lines += prose(section.text)
        }
        let examples = program.examples + program.verbs.flatMap(\.examples)
        if !examples.isEmpty { lines.append(".SH EXAMPLES") }
        for example in examples {
            lines += [
                ".PP", "\(inline(example.purpose)):", ".PP", ".RS 4", ".nf", literal(example.command), ".fi", ".RE",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Titles of the groups that more than one verb has, in the order they first appear.
    private static func sharedTitles(_ program: Program) -> [String] {
        var counts: [String: Int] = [:]
        var titles: [String] = []
        for group in program.verbs.flatMap(\.groups) where !group.flags.isEmpty {
            if counts[group.title] == nil { titles.append(group.title) }
            counts[group.title, default: 0] += 1
        }
        return titles.filter { counts[$0, default: 0] > 1 }
    }

    private static func section(_ verb: Verb, of program: Program, shared: [String]) -> [String] {
        let usage = HelpText.usage(of: verb, in: program)
        var lines = [".SS \(argument(usage))"] + prose(verb.detail)
        for positional in verb.positionals {
            lines += [".TP", "\\fI\(inline(positional.name))\\fR", inline(positional.summary)]
            let words = positional.value.choices.map(\.word).joined(separator: ", ")
            if !words.isEmpty { lines += [".IP", "Values: \(inline(words))."] }
        }
        for group in verb.groups where !group.flags.isEmpty && !shared.contains(group.title) {
            lines += [".PP", "\\fB\(inline(group.title))\\fR"] + group.flags.flatMap(entry)
        }
        let also = verb.groups.map(\.title).filter(shared.contains)
        if !also.isEmpty {
            lines += [".PP", "Takes also the options under \(inline(also.joined(separator: ", ").uppercased()))."]
        }
        return lines
    }

    private static func entry(_ flag: FlagDeclaration) -> [String] {
        let names = (flag.short.map { ["-\($0)"] } ?? []) + ["--\(flag.name)"]
        var head = names.map { "\\fB\(inline($0))\\fR" }.joined(separator: ", ")
        if let shape = flag.value { head += " \\fI\(inline(shape.placeholder))\\fR" }
        var lines = [".TP", head, inline(flag.summary)]
        if !flag.detail.isEmpty {
            lines += [".RS"] + prose(flag.detail, first: ".PP") + [".RE"]
        }
        if let shape = flag.value { lines += choices(of: shape) }
        let notes = HelpProse.notes(on: flag)
        if !notes.isEmpty { lines += [".IP", inline(notes)] }
        return lines
    }

    private static func choices(of shape: ValueShape) -> [String] {
        guard shape.explainsChoices else { return [] }
        return [".RS"]
            + shape.choices.flatMap { [".TP", "\\fB\(inline($0.word))\\fR", inline($0.summary)] }
            + [".RE"]
    }

    /// Paragraphs; the first needs no request after a heading.
    private static func prose(_ text: String, first: String? = nil) -> [String] {
        var lines: [String] = []
        for (index, block) in HelpProse(text).blocks.enumerated() {
            if index > 0 { lines.append(".PP") } else if let first { lines.append(first) }
            switch block {
            case .paragraph(let text): lines.append(inline(text))
            case .verbatim(let text): lines += [".RS 2", ".nf"] + text.map(inline) + [".fi", ".RE"]
            }
        }
        return lines
    }

    /// A line of text: what is between backquotes bold, nothing taken for a request.
    private static func inline(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        let line = parts.enumerated().map { $0 % 2 == 1 ? "\\fB\(escaped($1))\\fR" : escaped($1) }.joined()
        return line.hasPrefix(".") || line.hasPrefix("\\(aq") ? "\\&" + line : line
    }

    /// A line in which backquotes are backquotes.
    private static func literal(_ text: String) -> String {
        let line = escaped(text[...])
        return line.hasPrefix(".") || line.hasPrefix("\\(aq") ? "\\&" + line : line
    }

    private static func argument(_ text: String) -> String { "\"\(escaped(text[...]))\"" }

    private static func escaped(_ text: Substring) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\(rs"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "\"": result += "\\(dq"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            }
        }
        return result
    }
}
