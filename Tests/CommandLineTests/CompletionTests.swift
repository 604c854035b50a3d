import CommandLine
import TestSupport
import Testing

@Suite struct CompletionTests {
    /// What bash offers for the last word of a line.
    private static func bash(_ words: [String]) throws -> [String] {
        let script = Shell.bash.completions(for: Sample.program)
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let ask = """
            \(script)
            COMP_WORDS=(\(line)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _sample
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try ToolRun.run("bash", ["--norc", "-s"], input: ask)
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map { String($0) }
    }

    @Test(
        .enabled(if: ToolRun.path(of: "bash") != nil),
        arguments: [
            (["sample", "co"], ["convert", "completions"]),
            (["sample", "help", "con"], ["convert"]),
            (["sample", "convert", "--de"], ["--depth", "--delimiter", "--define"]),
            (["sample", "convert", "--to", ""], ["json", "csv", "lines"]),
            (["sample", "convert", "-t", "c"], ["csv"]),
            (["sample", "convert", "--to", "=", "js"], ["json"]),
            (["sample", "convert", "--to", "="], ["json", "csv", "lines"]),
            (["sample", "convert", "--level", "low,h"], ["low,high"]),
            (["sample", "convert", "--output", "--"], []),
            (["sample", "convert", "--", "--"], []),
            (["sample", "completions", ""], ["bash", "zsh", "fish"]),
            (["sample", "completions", "--"], ["--output", "--max-bytes", "--help"]),
        ]
    )
    func completesInBash(words: [String], expected: [String]) throws {
        let offered = try CompletionTests.bash(words)
        #expect(offered == expected)
    }

    /// What fish offers for a line, in any order, with descriptions.
    @Test(
        .enabled(if: ToolRun.path(of: "fish") != nil),
        arguments: [
            ("sample conv", ["convert\tTurn values into text"]),
            ("sample convert --to ", ["csv\ta table; it's flat", "json\tone array", "lines\tone line a value"]),
            ("sample convert --level low,h", ["low,high\tKeeps these levels."]),
            ("sample convert --dep", ["--depth\tStops N levels down."]),
            ("sample completions z", ["zsh"]),
            ("sample help com", ["completions"]),
        ]
    )
    func completesInFish(line: String, expected: [String]) throws {
        let script = Shell.fish.completions(for: Sample.program)
        let result = try ToolRun.run("fish", ["--no-config"], input: "\(script)\ncomplete -C '\(line)'\n")
        #expect(result.errors == "")
        let offered = result.output.split(separator: "\n").map { String($0) }.sorted()
        #expect(offered == expected)
    }

    @Test(.enabled(if: ToolRun.path(of: "zsh") != nil))
    func zshTakesTheScript() throws {
        let script = Shell.zsh.completions(for: Sample.program)
        let ask = "autoload -Uz compinit && compinit -u -d ./dump\n\(script)\nprint ${_comps[sample]}\n"
        let result = try ToolRun.run("zsh", ["-f"], input: ask)
        #expect(result.errors == "")
        #expect(result.output == "_sample\n")
    }

    @Test func writesZshSpecifications() {
        let script = Shell.zsh.completions(for: Sample.program)
        #expect(script.contains("'(-o --output)'{-o+,--output=}'[Writes to FILE.]:FILE:_files' \\\n"))
        #expect(script.contains("'*--level=[Keeps these levels.]:LEVEL,...:_values -s , LEVEL,... low high' \\\n"))
        #expect(script.contains("'--no-header[Leaves out the header.]' \\\n"))
        #expect(script.contains(":FORMAT:((json\\:\"one array\" csv\\:\"a table; it'\\''s flat\" lines\\:"))
        #expect(script.contains("':SHELL:(bash zsh fish)' \\\n"))
        #expect(script.contains("'*:INPUT:_files' \\\n"))
    }
}
