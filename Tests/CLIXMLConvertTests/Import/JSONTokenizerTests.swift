import CLIXML
import CLIXMLConvert
import TestSupport
import Testing

@Suite struct JSONTokenizerTests {
    /// The tokens of a text, each as its kind and its characters, or the fault that ends them.
    private struct Tokens: Equatable, CustomStringConvertible {
        var tokens: [String] = []
        var fault: JSONFault?

        var description: String { "\(tokens) \(fault.map { "\($0)" } ?? "")" }
    }

    /// Takes a text apart that arrives in pieces.
    private func tokens(
        _ pieces: [ArraySlice<UInt8>],
        _ dialect: JSONTokenizer.Dialect,
        _ expectations: [JSONTokenizer.Expectation] = []
    ) -> Tokens {
        var tokenizer = JSONTokenizer(dialect)
        // The tokenizer is never given half a character.
        var input = DecodedInput()
        var result = Tokens()
        do throws(JSONFault) {
            for number in 0...pieces.count {
                let isFinal = number == pieces.count
                let piece = isFinal ? [] : Array(pieces[number])
                if isFinal { input.finish() } else { input.append(piece.span) }
                let source = input.source
                while true {
                    let index = result.tokens.count
                    let expectation = index < expectations.count ? expectations[index] : .any
                    let token = try tokenizer.next(
                        source.span,
                        upTo: source.count,
                        isFinal: isFinal,
                        expecting: dialect == .strict ? .any : expectation
                    )
                    guard let token else { break }
                    if token.kind == .end { return result }
                    let text = String(decoding: source[token.start..<token.end], as: UTF8.self)
                    result.tokens.append("\(token.kind) \(text)" + (token.hasEscapes ? " escaped" : ""))
                }
            }
        } catch {
            result.fault = error
        }
        return result
    }

    // MARK: - Tokens

    static let strictTexts: [(text: String, tokens: [String])] = [
        ("", []),
        (" \t\r\n", []),
        ("{}", ["beginObject {", "endObject }"]),
        ("[1,2]", ["beginArray [", "number 1", "comma ,", "number 2", "endArray ]"]),
        (
            #"{"a" : true}"#,
            ["beginObject {", "string a", "colon :", "true true", "endObject }"]
        ),
        (#""a\"b\\" "c""#, [#"string a\"b\\ escaped"#, "string c"]),
        (#""""#, ["string "]),
        ("\"é😀\"", ["string é😀"]),
        ("null false", ["null null", "false false"]),
        ("-0.5e+10 0 10", ["number -0.5e+10", "number 0", "number 10"]),
    ]

    @Test(arguments: strictTexts)
    func takesStrictJSONApart(text: String, expected: [String]) {
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { tokens($0, .strict).description }
        #expect(difference == nil)
        let found = tokens([Array(text.utf8)[...]], .strict)
        #expect(found.tokens == expected)
        #expect(found.fault == nil)
    }

    static let values: [(text: String, token: String)] = [
        ("'a\"b'", "string a\"b"),
        ("\"a'b\"", "string a'b"),
        ("\"a\u{1}\n\"", "string a\u{1}\n"),
        ("// note\n/* one * two **/ 5", "number 5"),
        ("undefined", "undefined undefined"),
        ("NaN ", "notANumber NaN"),
        ("Infinity,", "infinity Infinity"),
        ("-Infinity]", "negativeInfinity -Infinity"),
        ("-5", "number -5"),
        (".5", "number .5"),
        ("0x1F}", "number 0x1F"),
        ("1//", "number 1"),
        ("true/*", "true true"),
        ("\u{A0}\u{2028}\u{0}5\u{3000}", "number 5"),
        ("new Date(1", "beginConstructor new Date"),
        ("new\n Date (1", "beginConstructor new\n Date"),
        (")", "endConstructor )"),
    ]

    @Test(arguments: values)
    func takesWhatPowerShellTakes(text: String, expected: String) {
        let rest = EverySplit.firstDifference(of: Array(text.utf8)) { pieces in
            tokens(pieces, .powerShell, [.value]).tokens.first ?? ""
        }
        #expect(rest == nil)
        #expect(tokens([Array(text.utf8)[...]], .powerShell, [.value]).tokens.first == expected)
    }

    @Test(arguments: [
        ("a:", "name a"), ("$a_1:", "name $a_1"), ("1é:", "name 1é"), ("a :", "name a"), ("a\u{A0}:", "name a"),
        ("'a b':", "string a b"), ("\"\":", "string "), ("}", "endObject }"), ("/**/a:", "name a"),
    ])
    func takesNames(text: String, expected: String) {
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { pieces in
            tokens(pieces, .powerShell, [.name, .colon]).description
        }
        #expect(difference == nil)
        #expect(tokens([Array(text.utf8)[...]], .powerShell, [.name, .colon]).tokens.first == expected)
    }

    @Test func takesWhatComesBetweenValues() {
        let expectations: [JSONTokenizer.Expectation] = [.separator, .separator, .separator, .separator, .nothing]
        let found = tokens([Array(" , }/*x*/] ) //y\n z".utf8)[...]], .powerShell, expectations)
        #expect(
            found.tokens.prefix(5) == ["comma ,", "endObject }", "endArray ]", "endConstructor )", "additionalText z"]
        )
    }

    @Test func tellsWhetherALineWasLeft() throws {
        var tokenizer = JSONTokenizer(.powerShell)
        let text = Array("1 \n 2".utf8)
        _ = try tokenizer.next(text.span, upTo: text.count, isFinal: true, expecting: .value)
        #expect(!tokenizer.hasPassedLineFeed)
        _ = try tokenizer.next(text.span, upTo: text.count, isFinal: true, expecting: .value)
        #expect(tokenizer.hasPassedLineFeed)
    }

    @Test func followsASourceThatLosesItsBeginning() throws {
        var tokenizer = JSONTokenizer(.strict)
        var text = Array("[\"abc".utf8)
        _ = try tokenizer.next(text.span, upTo: text.count, isFinal: false, expecting: .any)
        let none = try tokenizer.next(text.span, upTo: text.count, isFinal: false, expecting: .any)
        #expect(none == nil)
        text.removeFirst()
        tokenizer.dropFirst(1)
        text += Array("def\"".utf8)
        let token = try tokenizer.next(text.span, upTo: text.count, isFinal: false, expecting: .any)
        #expect(token == JSONToken(kind: .string, start: 1, end: 7))
    }

    // MARK: - Faults

    static let strictFaults: [(text: String, code: CLIXMLError.Code, offset: Int)] = [
        ("'a'", .invalidJSON, 0),
        (" a", .invalidJSON, 1),
        ("/**/1", .invalidJSON, 0),
        ("\"a\nb\"", .invalidJSON, 2),
        ("\u{A0}1", .invalidJSON, 0),
        ("undefined", .invalidJSON, 0),
        ("truE", .invalidJSON, 0),
        ("nullx", .invalidJSON, 0),
        ("01", .invalidJSONNumber, 0),
        ("1.", .invalidJSONNumber, 0),
        (".5", .invalidJSON, 0),
        ("-", .invalidJSONNumber, 0),
        ("1e", .invalidJSONNumber, 0),
        ("0x1", .invalidJSONNumber, 0),
        ("1/2", .invalidJSONNumber, 0),
        (" \"a", .truncated, 1),
        ("\"a\\", .truncated, 0),
        ("tr", .truncated, 0),
    ]

    @Test(arguments: strictFaults)
    func refusesWhatIsNotStrict(text: String, code: CLIXMLError.Code, offset: Int) {
        let difference = EverySplit.firstDifference(of: Array(text.utf8)) { tokens($0, .strict).description }
        #expect(difference == nil)
        let found = tokens([Array(text.utf8)[...]], .strict)
        #expect(found.fault == JSONFault(code, at: offset, ""))
        #expect(found.tokens.isEmpty)
    }
}
