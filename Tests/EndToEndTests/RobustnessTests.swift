import Foundation
import TestSupport
import Testing

/// What happens to the program: disks that are full, readers that leave, signals, files that change while they are read, many
/// of them, and nothing in them. Nothing is left half written, and the exit status says what happened.
@Suite struct RobustnessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bash(_ script: String) throws -> ToolRun { try ToolRun.bash(script, in: folder) }

    /// A document of many values, each with a reference to the first.
    private static func document(valueCount: Int) -> [UInt8] {
        var text = #"<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">"#
        text += #"<Obj RefId="0"><MS><S N="Name">first</S></MS></Obj>"#
        for number in 1..<max(valueCount, 1) {
            text +=
                #"<Obj RefId="\#(number)"><MS><I32 N="Number">\#(number)</I32><Ref N="First" RefId="0" /></MS></Obj>"#
        }
        return Array("\(text)</Objs>".utf8)
    }

    /// The verbs that read a document and print something about it.
    private static let verbs = [
        "convert", "members", "show", "stats", "recover", "convert --to clixml", "convert --to csv",
    ]

    // MARK: - Full disks

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: verbs)
    func tellsThatADeviceIsFull(verb: String) throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 2_000), to: "in.xml")
        let run = try bash("\"$clixml\" \(verb) in.xml > /dev/full")
        #expect(run.status == 2)
        #expect(run.errors.hasSuffix("<stdout>: error: cannot write: no space left on the device [no-space]\n"))
    }

    @Test(arguments: [true, false])
    func leavesNothingWhereTheDiskIsFull(hasOldFile: Bool) throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 20_000), to: "in.xml")
        if hasOldFile { try folder.write(Array("old".utf8), to: "out.json") }
        // A limit on the size of files is what a full disk looks like to a program.
        let run = try bash("ulimit -f 100; \"$clixml\" convert in.xml -o out.json")
        #expect(run.status == 2)
        #expect(!run.wasKilled)
        #expect(run.errors == "out.json: error: cannot write: the file would become too large [no-space]\n")
        #expect(try folder.names == (hasOldFile ? ["in.xml", "out.json"] : ["in.xml"]))
        if hasOldFile { #expect(try folder.bytes(of: "out.json") == Array("old".utf8)) }
    }

    @Test func tellsThatTheCopyOfAPipeFindsNoSpace() throws {
        defer { folder.remove() }
        // A pipe cannot be read again; more than 8 MiB of it is kept in a temporary file.
        try folder.write(Self.document(valueCount: 130_000), to: "in.xml")
        let run = try bash("cat in.xml | (ulimit -f 100; \"$clixml\" convert --to ndjson > /dev/null)")
        #expect(run.status == 2)
        #expect(!run.wasKilled)
        #expect(run.errors.contains("[no-space]"))
    }

    // MARK: - Readers that leave

    @Test(arguments: verbs + ["check --to json", "text"])
    func endsQuietlyWhenItsReaderLeaves(verb: String) throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 20_000), to: "in.xml")
        let run = try bash("set -o pipefail; \"$clixml\" \(verb) in.xml | head -c 1 > /dev/null")
        #expect(run.status == 0)
        #expect(!run.errors.contains("error"))
    }

    // MARK: - Signals

    @Test(arguments: [("INT", 2), ("TERM", 15), ("HUP", 1)])
    func aSignalLeavesNothingHalfWritten(name: String, number: Int32) throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 20_000), to: "in.xml")
        try folder.write(Array("old".utf8), to: "out.json")
        let run = try bash(
            """
            mkfifo pipe
            exec 3<> pipe
            set -m
            "$clixml" convert --to ndjson -o out.json pipe &
            tool=$!
            head -c 500000 in.xml >&3
            until ls -A | grep -q '\\.tmp$' && [ -s .out.json.*.tmp ]; do sleep 0.01; done
            kill -\(name) $tool
            wait $tool
            """
        )
        #expect(run.status == 128 + number)
        #expect(run.errors == "" || !run.errors.contains("error"))
        #expect(try folder.names == ["in.xml", "out.json", "pipe"])
        #expect(try folder.bytes(of: "out.json") == Array("old".utf8))
    }

    @Test func aSignalThatIsIgnoredStaysIgnored() throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 10), to: "in.xml")
        let run = try bash(
            """
            mkfifo pipe
            exec 3<> pipe
            trap '' HUP
            # The shell opens the pipe, so that it is open when this one is closed.
            "$clixml" convert --to ndjson -o out.json - < pipe 3>&- &
            tool=$!
            until ls -A | grep -q '\\.tmp$'; do sleep 0.01; done
            kill -HUP $tool
            cat in.xml >&3
            exec 3>&-
            wait $tool
            """
        )
        #expect(run.status == 0)
        #expect(try folder.names == ["in.xml", "out.json", "pipe"])
    }

    @Test func goesOnAfterItWasStopped() throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 3), to: "in.xml")
        let run = try bash(
            """
            mkfifo pipe
            exec 3<> pipe
            "$clixml" convert --to ndjson - < pipe 3>&- > out.json &
            tool=$!
            head -c 100 in.xml >&3
            sleep 0.1
            kill -STOP $tool
            kill -CONT $tool
            tail -c +101 in.xml >&3
            exec 3>&-
            wait $tool
            """
        )
        #expect(run.status == 0)
        let lines = String(decoding: try folder.bytes(of: "out.json"), as: UTF8.self)
        #expect(
            lines
                == "{\"Name\":\"first\"}\n{\"Number\":1,\"First\":{\"Name\":\"first\"}}\n{\"Number\":2,\"First\":{\"Name\":\"first\"}}\n"
        )
    }

    // MARK: - Files that cannot be read, or change

    @Test func readsTheOthersWhereOneCannotBeRead() throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 1), to: "a.xml")
        // A file that opens and then fails to be read.
        let run = try bash(
            "mkdir folder; \"$clixml\" convert --to ndjson a.xml missing.xml folder /proc/self/mem a.xml"
        )
        #expect(run.status == 2)
        #expect(run.output == "{\"Name\":\"first\"}\n{\"Name\":\"first\"}\n")
        #expect(
            run.errors == """
                missing.xml: error: cannot read: there is no such file [no-such-file]
                folder: error: cannot read: it is a folder [is-folder]
                /proc/self/mem: error: cannot read: input/output error [cannot-read]

                """
        )
    }

    /// Whoever reads the results stops in between, and so does the tool, until the file is another.
    private func convertWhileFileChanges(_ change: String) throws -> ToolRun {
        try bash(
            """
            head -c $(($(wc -c < in.xml) / 2)) in.xml > changing.xml
            mkfifo pipe
            "$clixml" convert --to ndjson changing.xml > pipe &
            tool=$!
            exec 3< pipe
            head -c 10 <&3 > out.json
            \(change)
            cat <&3 >> out.json
            wait $tool
            """
        )
    }

    @Test func readsWhatAFileGrowsBy() throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 60_000), to: "in.xml")
        let run = try convertWhileFileChanges("tail -c +$(($(wc -c < changing.xml) + 1)) in.xml >> changing.xml")
        #expect(run.status == 0)
        #expect(run.errors == "")
        let lines = try folder.bytes(of: "out.json").split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 60_000)
        #expect(lines.last.map { Array($0) } == Array("{\"Number\":59999,\"First\":{\"Name\":\"first\"}}".utf8))
    }

    @Test func tellsThatAFileShrank() throws {
        defer { folder.remove() }
        try folder.write(Self.document(valueCount: 60_000), to: "in.xml")
        let run = try convertWhileFileChanges("> changing.xml")
        #expect(run.status == 1)
        #expect(!run.wasKilled)
        #expect(run.errors.contains("[truncated]"))
        let output = try folder.bytes(of: "out.json")
        #expect(output.last == UInt8(ascii: "\n"))
    }

    // MARK: - Many inputs, and empty ones

    @Test func readsThousandsOfInputs() throws {
        defer { folder.remove() }
        let count = 3_000
        for number in 0..<count { try folder.write(Self.document(valueCount: 1), to: "\(number).xml") }
        let run = try bash(
            "ulimit -n 20; \"$clixml\" convert --to ndjson *.xml | sort | uniq -c; exit ${PIPESTATUS[0]}"
        )
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.split(separator: " ").map(String.init) == ["3000", "{\"Name\":\"first\"}\n"])
    }

    @Test(arguments: [
        ("convert", 1), ("members", 1), ("show", 1), ("stats", 1), ("check", 1), ("recover", 1), ("text", 0),
        ("convert --from json", 0), ("convert --from csv", 0),
    ])
    func readsInputsWithoutABytes(verb: String, status: Int32) throws {
        defer { folder.remove() }
        try folder.write([], to: "empty")
        for input in ["empty", "/dev/null", "- < /dev/null", "- < empty", "<(true)"] {
            let run = try bash("\"$clixml\" \(verb) \(input)")
            #expect(run.status == status, "\(verb) \(input): \(run.errors)")
            #expect(!run.wasKilled)
        }
    }

    @Test func readsSingleBytesAsTheyCome() throws {
        defer { folder.remove() }
        let document = Self.document(valueCount: 3)
        try folder.write(document, to: "in.xml")
        let whole = try ToolRun.clixml(["convert", "in.xml"], in: folder)
        let run = try bash("dd if=in.xml bs=1 status=none | \"$clixml\" convert")
        #expect(run.status == 0)
        #expect(run.outputBytes == whole.outputBytes)
        #expect(!whole.outputBytes.isEmpty)
    }
}
