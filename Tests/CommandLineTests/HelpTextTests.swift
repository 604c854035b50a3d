import CommandLine
import Testing

@Suite struct HelpTextTests {
    @Test(arguments: [["--version"], ["-V"]])
    func printsTheVersion(words: [String]) throws {
        let text = try Sample.text(words)
        #expect(text == "sample 1.2.3\n")
    }

    @Test func listsVerbsShortly() throws {
        let text = try Sample.text(["-h"])
        #expect(
            text == """
                sample 1.2.3: reads and writes values

                Usage: sample VERB [OPTIONS] [ARGUMENTS]

                Verbs:
                  convert                     Turn values into text
                  completions                 Print a completion script
                  help                        Explain a verb

                'sample VERB -h' lists the options of a verb, '--help' explains everything.

                """
        )
    }

    @Test(arguments: [["--help"], ["help"], ["help", "help"]])
    func explainsTheProgram(words: [String]) throws {
        let text = try Sample.text(words)
        #expect(
            text == """
                sample 1.2.3: reads and writes values

                Usage: sample VERB [OPTIONS] [ARGUMENTS]

                An example.

                Verbs:
                  convert                     Turn values into text
                  completions                 Print a completion script
                  help                        Explain a verb

                Exit status:
                  0 when done.

                'sample help VERB' explains a verb.

                Examples:
                  Pipe:
                    cat a.xml | sample convert | jq '.[]'

                """
        )
    }

    @Test(arguments: [["convert", "-h"], ["convert", "-ch"], ["convert", "a.xml", "-h", "--nonsense"]])
    func listsOptionsShortly(words: [String]) throws {
        let text = try Sample.text(words)
        #expect(
            text == """
                sample convert: Turn values into text

                Usage: sample convert [OPTIONS] [INPUT...]

                Arguments:
                  INPUT                       Files to read, - for standard input.

                Format:
                  -t, --to FORMAT             Writes this format.
                      --depth N               Stops N levels down.
                  -c, --compress              Leaves out blanks.
                  -a, --as-array              Always writes an array.
                      --no-header             Leaves out the header.
                      --delimiter C           Separates cells by C.

                Choosing:
                      --select NAME,...       Keeps these properties.
                      --level LEVEL,...       Keeps these levels.
                  -D, --define KEY=VALUE      Sets a variable.

                Files:
                  -o, --output FILE           Writes to FILE.
                      --max-bytes SIZE        Refuses longer values.

                Help:
                  -h, --help                  Lists the options, or explains them with examples.

                """
        )
    }

    @Test(arguments: [["convert", "--help"], ["help", "convert"]])
    func explainsOptions(words: [String]) throws {
        let text = try Sample.text(words)
        let format = """
            Format:
              -t, --to FORMAT
                      Writes this format.

                      With --to csv nested values are cut.

                        a,b
                        1,2

                        json   one array
                        csv    a table; it's flat
                        lines  one line a value

                      Default: json.

                  --depth N
            """
        #expect(text.contains(format))
        #expect(
            text.contains(
                "\n      --level LEVEL,...\n          Keeps these levels.\n\n          Values: low, high. May be"
            )
        )
        #expect(text.contains("          Default: 64MiB.\n"))
        #expect(text.hasSuffix("\nExamples:\n  Print a file as CSV:\n    sample convert --to csv a.xml\n"))
    }

    @Test func breaksLongTextAtBlanks() {
        let lines = HelpProse("one two\nthree four five\n\nsix").lines(indent: 2, width: 12)
        #expect(lines == ["  one two", "  three four", "  five", "", "  six"])
    }
}
