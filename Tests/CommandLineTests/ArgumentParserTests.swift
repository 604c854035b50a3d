import CommandLine
import Testing

@Suite struct ArgumentParserTests {
    @Test(arguments: [
        (["--output", "x"], "x"),
        (["--output=x"], "x"),
        (["--output=a=b"], "a=b"),
        (["-o", "x"], "x"),
        (["-ox"], "x"),
        (["-o=x"], "x"),
        (["-cox"], "x"),
        (["-co", "x"], "x"),
        (["-o", "--compress"], "--compress"),
        (["-o", "-"], "-"),
        (["-o", "--"], "--"),
        (["-o", "a", "--output", "b"], "b"),
        ([], nil),
    ])
    func readsValues(words: [String], expected: String?) throws {
        let output = try Sample.arguments(["convert"] + words)[Sample.output]
        #expect(output == expected)
    }

    @Test func readsTypedValues() throws {
        let arguments = try Sample.arguments([
            "convert", "--to", "csv", "--depth=7", "--max-bytes", "2MiB", "--delimiter", "\\t", "-c",
        ])
        #expect(arguments[Sample.format] == .csv)
        #expect(arguments[Sample.depth] == 7)
        #expect(arguments[Sample.size] == 2_097_152)
        #expect(arguments[Sample.delimiter] == "\t")
        #expect(arguments[Sample.compress])
        #expect(!arguments[Sample.asArray])
    }

    @Test func knowsDefaultsAndWhatWasGiven() throws {
        let arguments = try Sample.arguments(["convert", "--to", "json"])
        #expect(arguments[Sample.format] == .json)
        #expect(arguments.isGiven(Sample.format))
        #expect(arguments[Sample.size] == 67_108_864)
        #expect(!arguments.isGiven(Sample.size))
        #expect(arguments[Sample.depth] == nil)
        #expect(arguments[Sample.names] == [])
        #expect(arguments[Sample.delimiter] == ",")
    }

    @Test func bundlesSwitches() throws {
        let arguments = try Sample.arguments(["convert", "-ac", "-tcsv"])
        #expect(arguments[Sample.asArray])
        #expect(arguments[Sample.compress])
        #expect(arguments[Sample.format] == .csv)
    }

    @Test func addsUpListsAndRepeatedFlags() throws {
        let arguments = try Sample.arguments([
            "convert", "--select", "Name,Id", "--select=Path", "-Da=1", "-D", "b,c=2", "--level", "high,low",
        ])
        #expect(arguments[Sample.names] == ["Name", "Id", "Path"])
        #expect(arguments[Sample.defines] == ["a=1", "b,c=2"])
        #expect(arguments[Sample.levels] == [.high, .low])
    }

    @Test func acceptsHiddenAliases() throws {
        #expect(try Sample.arguments(["convert", "--skip-header"])[Sample.noHeader])
        #expect(try !Sample.text(["convert", "--help"]).contains("skip-header"))
    }

    @Test(arguments: [
        (["a", "-c", "b"], ["a", "b"]),
        (["-", "a"], ["-", "a"]),
        (["--", "-c", "--to", "--"], ["-c", "--to", "--"]),
        (["a", "--", "--help"], ["a", "--help"]),
        ([], []),
    ])
    func collectsArguments(words: [String], expected: [String]) throws {
        let inputs = try Sample.arguments(["convert"] + words)[Sample.inputs]
        #expect(inputs == expected)
    }

    @Test func placesArgumentsInOrder() throws {
        let both = try Sample.arguments(["completions", "zsh", "setup"])
        #expect(both[Sample.shell] == .zsh)
        #expect(both[Sample.topic] == "setup")
        let one = try Sample.arguments(["completions", "fish"])
        #expect(one[Sample.shell] == .fish)
        #expect(one[Sample.topic] == nil)
    }

    @Test(
        arguments: [
            ([], .missingVerb, "no verb given; expected convert or completions"),
            (["convrt"], .unknownVerb, "there is no verb 'convrt'; did you mean 'convert'?"),
            (["comp"], .unknownVerb, "there is no verb 'comp'; did you mean 'completions'?"),
            (["services.xml"], .unknownVerb, "there is no verb 'services.xml'; expected convert or completions"),
            (["help", "convret"], .unknownVerb, "there is no verb 'convret'; did you mean 'convert'?"),
            (["--hepl"], .unknownOption, "there is no option '--hepl'; did you mean '--help'?"),
            (
                ["--to=csv", "convert"], .unknownOption,
                "option '--to' stands before the verb; write 'sample convert --to'"
            ),
            (["convert", "--depht"], .unknownOption, "'convert' has no option '--depht'; did you mean '--depth'?"),
            (
                ["convert", "-AsArray"], .unknownOption,
                "'convert' has no option '-AsArray'; did you mean '--as-array'?"
            ),
            (
                ["convert", "-Compress"], .unknownOption,
                "'convert' has no option '-Compress'; did you mean '--compress'?"
            ),
            (
                ["convert", "--skipheader"], .unknownOption,
                "'convert' has no option '--skipheader'; did you mean '--no-header'?"
            ),
            (["convert", "--delim"], .unknownOption, "'convert' has no option '--delim'; did you mean '--delimiter'?"),
            (["convert", "--zzz=1"], .unknownOption, "'convert' has no option '--zzz'"),
            (["convert", "-cx"], .unknownOption, "'convert' has no option '-cx'"),
            (["convert", "-x"], .unknownOption, "'convert' has no option '-x'"),
            (
                ["convert", "--to"], .missingValue,
                "option '--to' needs a value; expected json, csv or lines"
            ),
            (["convert", "-o"], .missingValue, "option '-o' needs a value; expected the name of a file"),
            (["convert", "--output="], .wrongValue, "wrong value '' for '--output'; expected the name of a file"),
            (["convert", "--compress=yes"], .unexpectedValue, "option '--compress' takes no value"),
            (["convert", "-c=yes"], .unexpectedValue, "option '-c' takes no value"),
            (["convert", "--to", "xml"], .wrongValue, "wrong value 'xml' for '--to'; expected json, csv or lines"),
            (
                ["convert", "--depth", "101"], .wrongValue,
                "wrong value '101' for '--depth'; expected a whole number from 0 to 100"
            ),
            (
                ["convert", "--max-bytes", "64MB!"], .wrongValue,
                "wrong value '64MB!' for '--max-bytes'; "
                    + "expected a number of bytes like 4096, 512K or 64MiB, from 1 to 1TiB"
            ),
            (
                ["convert", "--delimiter", "ab"], .wrongValue,
                "wrong value 'ab' for '--delimiter'; expected one character, or \\t for the tabulator"
            ),
            (
                ["convert", "--select", "a,,b"], .wrongValue,
                "wrong value 'a,,b' for '--select'; expected a text that is not empty, or several with commas between"
            ),
            (
                ["convert", "--level", "low,mid"], .wrongValue,
                "wrong value 'low,mid' for '--level'; expected low or high, or several of them with commas between"
            ),
            (["completions"], .missingArgument, "'completions' needs SHELL; expected bash, zsh or fish"),
            (["completions", "ksh"], .wrongValue, "wrong SHELL 'ksh'; expected bash, zsh or fish"),
            (
                ["completions", "zsh", "a", "b"], .unexpectedArgument,
                "'completions' does not take the argument 'b'"
            ),
        ] as [([String], UsageError.Code, String)]
    )
    func refuses(words: [String], code: UsageError.Code, message: String) {
        #expect(throws: UsageError(code, message)) { try Sample.program.interpret(words) }
    }

    @Test func namesTheHelpThatExplains() {
        let error = #expect(throws: UsageError.self) { try Sample.program.interpret(["convert", "--x"]) }
        #expect(error?.helpCommand == "sample convert --help")
        #expect(UsageError.exitStatus == 64)
    }

    @Test func refusesFlagsOfAnotherVerbAtRunTime() async {
        await #expect(processExitsWith: .failure) {
            _ = try Sample.arguments(["completions", "zsh"])[Sample.depth]
        }
    }
}
