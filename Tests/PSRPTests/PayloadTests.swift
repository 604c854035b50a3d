import CLIXML
import PSRP
import Testing

/// Payloads that no recorded session holds, and the rows of spec/psrp.md section 14 about messages.
@Suite struct PayloadTests {
    private static let pool = PSGUID(high: 1, low: 2)

    private func message(_ type: MessageType, _ text: String, hasByteOrderMark: Bool = false) -> Message {
        Message(
            destination: type.destination ?? .client,
            type: type,
            runspacePoolID: Self.pool,
            data: MessageData((hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8))
        )
    }

    private func bag(_ members: String) -> String { "<Obj RefId=\"0\"><MS>\(members)</MS></Obj>" }

    /// Written by PowerShell or as PowerShell writes: what is read is written the same.
    static let asWritten: [(MessageType, String)] = {
        func bag(_ members: String) -> String { "<Obj RefId=\"0\"><MS>\(members)</MS></Obj>" }
        let error =
            "<TN RefId=\"0\"><T>System.Management.Automation.ErrorRecord</T><T>System.Object</T></TN><ToString>no</ToString>"
            + "<MS><Nil N=\"Exception\" /><Nil N=\"TargetObject\" /><S N=\"FullyQualifiedErrorId\">X</S><Nil N=\"InvocationInfo\" />"
            + "<I32 N=\"ErrorCategory_Category\">1</I32><S N=\"ErrorCategory_Activity\"></S><S N=\"ErrorCategory_Reason\">R</S>"
            + "<S N=\"ErrorCategory_TargetName\"></S><S N=\"ErrorCategory_TargetType\"></S>"
            + "<S N=\"ErrorCategory_Message\">m</S><B N=\"SerializeExtendedInfo\">false</B></MS>"
        return [
            (.closeSession, ""),
            (.publicKeyRequest, "<S></S>"),
            (.connectRunspacePool, "<S></S>"),
            (.connectRunspacePool, bag("<I32 N=\"MinRunspaces\">1</I32><I32 N=\"MaxRunspaces\">5</I32>")),
            (.runspacePoolInitData, bag("<I32 N=\"MinRunspaces\">5</I32><I32 N=\"MaxRunspaces\">1</I32>")),
            (.applicationPrivateData, bag("<Nil N=\"ApplicationPrivateData\" />")),
            (
                .runspacePoolState,
                bag("<I32 N=\"RunspaceState\">5</I32><Obj N=\"ExceptionAsErrorRecord\" RefId=\"1\">\(error)</Obj>")
            ),
            (
                .pipelineState,
                bag("<I32 N=\"PipelineState\">99</I32><S N=\"Other\">kept</S><Obj N=\"More\" RefId=\"1\"><LST /></Obj>")
            ),
            (.stopPipeline, ""),
            (.endOfPipelineInput, ""),
            (.pipelineInput, ""),
            (.pipelineOutput, "<S>a_x000A_b &amp; c</S>"),
            (
                .pipelineOutput,
                "<Obj RefId=\"0\"><TN RefId=\"0\"><T>A</T></TN><Props><Nil N=\"x\" /></Props><MS><MS N=\"set\"><S N=\"y\">_xD800_</S></MS></MS></Obj>"
            ),
            (
                .pipelineOutput,
                "<Obj RefId=\"0\"><STK><I32>2</I32><Obj RefId=\"1\"><QUE /></Obj><Ref RefId=\"1\" /></STK></Obj>"
            ),
            (
                .pipelineOutput,
                "<Obj RefId=\"0\"><DCT><En><I32 N=\"Key\">1</I32><Obj N=\"Value\" RefId=\"1\"><DCT><En><S N=\"Key\">k</S><Db N=\"Value\">1.5</Db></En></DCT></Obj></En></DCT></Obj>"
            ),
            (MessageType(rawValue: 0x0002_10FF), bag("<S N=\"what\">ever</S>")),
            (MessageType(rawValue: 0x0009_0000), ""),
        ]
    }()

    @Test(arguments: asWritten.indices)
    func writesWhatItReads(index: Int) throws {
        let (type, text) = Self.asWritten[index]
        let message = message(type, text)
        let payload = try message.payload()
        #expect(payload.type == type)
        #expect(payload.encoded(hasByteOrderMark: false).text == text)
        let marked = payload.encoded()
        #expect(marked.hasByteOrderMark == !text.isEmpty)
    }

    /// No reader takes a reference directly in an object.
    @Test func writesABaseAgainThatWasWritten() throws {
        let base = "<MS><I32 N=\"a\">1</I32></MS></Obj>"
        let text = "<Obj RefId=\"0\"><MS /><Obj RefId=\"1\">\(base)<MS><Ref N=\"y\" RefId=\"1\" /></MS></Obj>"
        let expected = "<Obj RefId=\"0\"><MS><Obj N=\"y\" RefId=\"1\">\(base)</MS><Obj RefId=\"2\">\(base)</Obj>"
        #expect(try message(.pipelineOutput, text).payload().encoded(hasByteOrderMark: false).text == expected)
    }

    /// A list of commands without type names, or with a list of none, gets those of PowerShell.
    @Test(arguments: ["", "<TN RefId=\"9\"></TN>"])
    func namesTheTypeOfLists(names: String) throws {
        let commands = "<Obj N=\"Cmds\" RefId=\"2\">\(names)<LST></LST></Obj>"
        let text = bag(
            "<Obj N=\"PowerShell\" RefId=\"1\"><MS>\(commands)</MS></Obj><B N=\"NoInput\">true</B>"
                + "<Obj N=\"HostInfo\" RefId=\"3\"><MS></MS></Obj>"
        )
        let written = try message(.createPipeline, text).payload().encoded(hasByteOrderMark: false).text
        #expect(written.contains("<T>System.Collections.Generic.List`1[["))
        let again = try message(.createPipeline, written).payload().encoded(hasByteOrderMark: false).text
        #expect(again == written)
    }

    /// What an added member hides is not there.
    @Test func takesAddedMembersBeforeProperties() throws {
        let member = "<I32 N=\"PipelineState\">4</I32>"
        let text = "<Obj RefId=\"0\"><MS>\(member)</MS><Props><I32 N=\"pipelinestate\">2</I32></Props></Obj>"
        let written = try message(.pipelineState, text).payload().encoded(hasByteOrderMark: false).text
        #expect(written == bag(member))
    }

    /// `Props` may have one, `MS` may not.
    @Test func leavesOutPropertiesWithoutName() throws {
        let state = "<I32 N=\"PipelineState\">4</I32>"
        let text = "<Obj RefId=\"0\"><Props>\(state)<S N=\"\">a</S><S N=\"b\">c</S></Props></Obj>"
        let written = try message(.pipelineState, text).payload().encoded(hasByteOrderMark: false).text
        #expect(written == bag("\(state)<S N=\"b\">c</S>"))
    }

    @Test func readsWhatOthersWrite() throws {
        // Rows 37, 49, 51 to 53: marks, Nil, names, other widths, other case, Props in place of MS.
        guard
            case .pipelineOutput(let marked) = try message(.pipelineOutput, "<S>hi</S>", hasByteOrderMark: true)
                .payload(),
            case .pipelineOutput(let null) = try message(.pipelineOutput, "<Nil />").payload(),
            case .pipelineOutput(let empty) = try message(.pipelineOutput, "").payload(),
            case .runspacePoolState(let named) = try message(
                .runspacePoolState,
                bag("<S N=\"RunspaceState\">opened</S>")
            ).payload(),
            case .pipelineState(let wide) = try message(.pipelineState, bag("<I64 N=\"PipelineState\">4</I64>"))
                .payload(),
            case .pipelineHostCall(let call) = try message(
                .pipelineHostCall,
                "<Obj RefId=\"0\"><Props><I64 N=\"CI\">-100</I64><I32 N=\"mi\">16</I32><Obj RefId=\"1\" N=\"mp\"><LST><S>x</S></LST></Obj></Props></Obj>"
            ).payload()
        else {
            Issue.record("not the payloads of their types")
            return
        }
        if case .string(let text)? = marked.value?.value { #expect(text == "hi") } else { Issue.record("no text") }
        #expect(null.value == nil && empty.value == nil)
        #expect(named.state == .opened)
        #expect(wide.state == .completed)
        if case .writeLine2(let text) = call.request { #expect(text == "x") } else { Issue.record("no WriteLine2") }
        #expect(!call.wantsResponse)
    }

    static let refused: [(MessageType, String, PSRPError.Code)] = [
        (.pipelineState, "<Obj RefId=\"0\"><MS /></Obj>", .missingProperty),
        (.pipelineState, "<Obj RefId=\"0\"><MS><S N=\"PipelineState\">whatever</S></MS></Obj>", .wrongPropertyType),
        (.pipelineState, "<S>4</S>", .wrongPropertyType),
        (.pipelineState, "", .wrongPropertyType),
        (.setMaxRunspaces, "<Obj RefId=\"0\"><MS><I32 N=\"MaxRunspaces\">1</I32></MS></Obj>", .missingProperty),
        (
            .setMaxRunspaces,
            "<Obj RefId=\"0\"><MS><I64 N=\"MaxRunspaces\">4294967296</I64><I64 N=\"ci\">1</I64></MS></Obj>",
            .wrongPropertyType
        ),
        (.publicKey, "<Obj RefId=\"0\"><MS><S N=\"PublicKey\">?</S></MS></Obj>", .wrongPropertyType),
        (.pipelineOutput, "<!DOCTYPE x><S>hi</S>", .malformedPayload),
        (.pipelineOutput, "<S>hi", .malformedPayload),
        (.pipelineOutput, "\u{FEFF}\u{FEFF}<S>hi</S>", .malformedPayload),
    ]

    @Test(arguments: refused.indices)
    func saysWhatIsWrong(index: Int) {
        let (type, text, code) = Self.refused[index]
        let message = message(type, text)
        do {
            let payload = try message.payload()
            Issue.record("\(text) was read as \(payload)")
        } catch {
            #expect(error.code == code, "\(text): \(error)")
        }
    }

    /// Rows 62 to 68.
    @Test func readsPoolMessages() throws {
        let capability = bag(
            "<Version N=\"protocolversion\">2.3</Version><Version N=\"PSVersion\">2.0</Version>"
                + "<Version N=\"SerializationVersion\">1.1.0.1</Version><BA N=\"TimeZone\">AAEC</BA>"
        )
        guard case .sessionCapability(let session) = try message(.sessionCapability, capability).payload() else {
            return
        }
        #expect(session.timeZone == [0, 1, 2])
        let host = "<Obj RefId=\"9\" N=\"HostInfo\"><MS><B N=\"_isHostNull\">true</B></MS></Obj>"
        let open = bag(
            "<I32 N=\"MinRunspaces\">1</I32><I32 N=\"MaxRunspaces\">2</I32><Nil N=\"ApplicationArguments\" />"
                + "<Obj RefId=\"1\" N=\"ApartmentState\"><I32>2</I32><ToString>UNKNOWN</ToString></Obj>\(host)"
        )
        guard case .initRunspacePool(let pool) = try message(.initRunspacePool, open).payload() else { return }
        #expect(pool.applicationArguments == nil)
        #expect(pool.apartmentState == .unknown)
        #expect(pool.hostInfo.isHostNull && pool.hostInfo.console == nil)
        for (answer, expected) in [
            ("<I32 N=\"SetMinMaxRunspacesResponse\">5</I32>", RunspaceAvailability.Answer.count(5)),
            ("<I64 N=\"SetMinMaxRunspacesResponse\">5</I64>", .count(5)),
            ("<B N=\"SetMinMaxRunspacesResponse\">true</B>", .done(true)),
        ] {
            let text = bag(answer + "<I64 N=\"ci\">3</I64>")
            guard case .runspaceAvailability(let found) = try message(.runspaceAvailability, text).payload() else {
                return
            }
            #expect(found.answer == expected)
            #expect(found.callID == 3)
        }
        let data = bag("<I32 N=\"MinRunspaces\">5</I32><I32 N=\"MaxRunspaces\">1</I32>")
        guard case .runspacePoolInitData(let swapped) = try message(.runspacePoolInitData, data).payload() else {
            return
        }
        #expect(swapped.isProbablySwapped)
    }

    /// Rows 70 to 74.
    @Test func readsCommands() throws {
        let command = "<S N=\"Cmd\">Get-Item</S><B N=\"IsScript\">false</B>"
        func argument(_ name: String?, _ value: String) -> String {
            let name = name.map { "<S N=\"N\">\($0)</S>" } ?? "<Nil N=\"N\" />"
            return "<Obj><MS>\(name)\(value)</MS></Obj>"
        }
        let arguments = [
            argument("-Path", "<Nil N=\"V\" />"), argument(nil, "<S N=\"V\">/etc</S>"),
            argument(
                "--%",
                "<Obj N=\"V\"><DCT><En><S N=\"Key\">JAB1AHMAaQBuAGcAOgBmAG8AbwA=</S><I32 N=\"Value\">7</I32></En></DCT></Obj>"
            ),
        ]
        let merge = "<Obj N=\"MergePreviousResults\"><ToString>Warning</ToString><I32>3</I32></Obj>"
        let list = "<Obj N=\"Args\"><LST>\(arguments.joined())</LST></Obj>"
        let item = "<Obj><MS>\(command)\(merge)\(list)</MS></Obj>"
        let commands = "<Obj N=\"Cmds\"><LST>\(item)</LST></Obj>"
        let host = "<Obj N=\"HostInfo\"><MS><B N=\"_isHostNull\">true</B></MS></Obj>"
        func create(_ extra: String) -> Message {
            message(
                .createPipeline,
                "<Obj><MS><Obj N=\"PowerShell\"><MS>\(extra)\(commands)</MS></Obj><B N=\"NoInput\">true</B>\(host)</MS></Obj>"
            )
        }
        guard case .createPipeline(let plain) = try create("<Nil N=\"ExtraCmds\" />").payload(),
            case .createPipeline(let batch) = try create(
                "<Obj N=\"ExtraCmds\"><LST><Obj><MS>\(commands)</MS></Obj><Obj><MS>\(commands)</MS></Obj></LST></Obj>"
            ).payload()
        else { return }
        #expect(plain.powerShell.statements.isEmpty)
        #expect(batch.powerShell.statements.count == 2)
        let found = try #require(plain.powerShell.commands.first)
        #expect(found.arguments.map(\.name) == ["-Path", nil, "--%"])
        #expect(found.arguments[0].value.isNull)
        #expect(found.arguments[2].usingValues?.map(\.expression) == ["$using:foo"])
        #expect(found.mergePreviousResults.rawValue == 3)
        #expect(found.merge == nil)
        #expect(plain.hostInfo.console == nil)
    }

    @Test func makesUsingArguments() {
        let argument = RemoteArgument(using: [("$using:x", 1), ("$using:foo", "y")])
        let keys = argument.value.entries?.map { entry in
            if case .string(let key) = entry.key.value { key } else { "" }
        }
        #expect(keys == ["JAB1AHMAaQBuAGcAOgB4AA==", "JAB1AHMAaQBuAGcAOgBmAG8AbwA="])
        #expect(argument.usingValues?.map(\.expression) == ["$using:x", "$using:foo"])
    }

    @Test func enumerationsKeepWhatTheyDoNotKnow() throws {
        #expect(RemoteStreamOptions(rawValue: 0).description == "0")
        #expect(
            RemoteStreamOptions(rawValue: 5).description
                == "AddInvocationInfoToErrorRecord, AddInvocationInfoToDebugRecord"
        )
        #expect(CommandTypes(rawValue: 271).description == "Alias, Function, Filter, Cmdlet, Configuration")
        #expect(PipelineState(rawValue: 99).description == "99")
        #expect(HostMethod(rawValue: 200).description == "200")
    }

    /// Older peers send warnings as their text alone.
    @Test func fallsBackToTheTextOfARecord() throws {
        let text = "<Obj RefId=\"0\"><ToString>careful</ToString></Obj>"
        guard case .warningRecord(let warning) = try message(.warningRecord, text).payload() else { return }
        #expect(warning.record.message == "careful")
    }
}
