import CLIXMLCommands
import CLIXMLConvert
import CommandLine
import Testing

@Suite struct ShowFlagsTests {
    private func arguments(_ words: [String]) throws -> Arguments {
        guard case .run(_, let arguments) = try Clixml.program.interpret(words) else {
            throw UsageError(.missingVerb, "not a verb to run")
        }
        return arguments
    }

    @Test func theTerminalDecidesWhereNothingIsSaid() throws {
        let plain = try arguments(["show"])
        let piped = ShowFlags.options(plain, columnCount: nil, isTerminal: false)
        #expect(piped.width == 120)
        #expect(!piped.showsControls)
        #expect(piped.view == .automatic)
        #expect(piped.properties == [])
        let onTerminal = ShowFlags.options(plain, columnCount: 97, isTerminal: true)
        #expect(onTerminal.width == 97)
        #expect(onTerminal.showsControls)
        let members = MemberListOptions.options(try arguments(["members"]), columnCount: 97, isTerminal: true)
        #expect(members.width == 97)
        #expect(members.showsControls)
        #expect(members.memberTypes == Set(MemberType.allCases))
    }

    @Test func takesEveryOption() throws {
        let words = [
            "show", "--view", "list", "--property", "Name,*Id", "-p", "X", "--width", "50", "--error-view", "normal",
        ]
        let options = ShowFlags.options(try arguments(words), columnCount: 97, isTerminal: true)
        #expect(options.view == .list)
        #expect(options.properties == ["Name", "*Id", "X"])
        #expect(options.width == 50)
        #expect(options.errorView == .normal)
    }

    @Test(arguments: [
        ("NoteProperty", [MemberType.noteProperty]), ("note-property", [.noteProperty]),
        ("methods", [.codeMethod, .method]), ("Property,method", [.property, .method]),
    ])
    func kindsOfMembersHaveSeveralSpellings(text: String, expected: [MemberType]) throws {
        let words = try arguments(["members", "--member-type", text])
        let options = MemberListOptions.options(words, columnCount: nil, isTerminal: false)
        #expect(options.memberTypes == Set(expected))
    }

    @Test func otherKindsAreRefused() throws {
        #expect(throws: UsageError.self) { try arguments(["members", "--member-type", "Event"]) }
        #expect(throws: UsageError.self) { try arguments(["show", "--width", "0"]) }
    }
}
