import CommandLine

/// `clixml man`.
enum Manual {
    static let verb: Verb = Verb(
        "man",
        summary: "Print the man page",
        detail: "Prints the manual of all verbs as a page for `man`, in roff.",
        groups: [],
        examples: [
            Verb.Example("Read it", "clixml man | man -l -"),
            Verb.Example("Install it", "clixml man > /usr/local/share/man/man1/clixml.1"),
            Verb.Example("Make a PDF of it", "clixml man | groff -man -Tpdf > clixml.pdf"),
        ],
        run: { _ in
            try Clixml.printResult(ManPage.text(Clixml.program))
            return ExitStatus.success.rawValue
        }
    )
}
