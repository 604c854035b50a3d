import CLIXML
import PSRP
import Testing

@Suite struct HostCallTests {
    private static let cell = BufferCell(character: 120, foregroundColor: .red, backgroundColor: .blue)
    private static let rectangle = ConsoleRectangle(left: 0, top: 1, right: 2, bottom: 3)
    private static let place = Coordinates(x: 4, y: 5)
    private static let size = ConsoleSize(width: 80, height: 24)
    private static let secret = PSSecureString(text: "cAB3AA==")

    /// Each method with parameters of its types, in the order of their numbers.
    static let requests: [HostRequest] = [
        .getName, .getVersion, .getInstanceId, .getCurrentCulture, .getCurrentUICulture, .setShouldExit(exitCode: 3),
        .enterNestedPrompt, .exitNestedPrompt, .notifyBeginApplication, .notifyEndApplication, .readLine,
        .readLineAsSecureString, .write1(text: "a"), .write2(foreground: .red, background: .black, text: "b"),
        .writeLine1,
        .writeLine2(text: "c"), .writeLine3(foreground: ConsoleColor(rawValue: -1), background: .white, text: "d"),
        .writeErrorLine(text: "e"), .writeDebugLine(text: "f"),
        .writeProgress(sourceID: 1, record: ProgressRecord(activity: "g", activityID: 2)), .writeVerboseLine(text: "h"),
        .writeWarningLine(text: "i"), .prompt(caption: "j", message: "k", fields: [FieldDescription(name: "l")]),
        .promptForCredential1(caption: "m", message: "n", userName: "o", targetName: "p"),
        .promptForCredential2(
            caption: "m",
            message: "n",
            userName: "o",
            targetName: "p",
            allowedTypes: 3,
            options: 1
        ),
        .promptForChoice(caption: "q", message: "r", choices: [ChoiceDescription(label: "&Yes")], defaultChoice: -1),
        .getForegroundColor, .setForegroundColor(color: .gray), .getBackgroundColor,
        .setBackgroundColor(color: .darkRed),
        .getCursorPosition, .setCursorPosition(position: place), .getWindowPosition,
        .setWindowPosition(position: place),
        .getCursorSize, .setCursorSize(percent: 50), .getBufferSize, .setBufferSize(size: size), .getWindowSize,
        .setWindowSize(size: size), .getWindowTitle, .setWindowTitle(title: "s"), .getMaxWindowSize,
        .getMaxPhysicalWindowSize, .getKeyAvailable, .readKey(options: 6), .flushInputBuffer,
        .setBufferContents1(rectangle: .everything, fill: cell),
        .setBufferContents2(
            origin: place,
            contents: BufferCellArray(rowCount: 2, columnCount: 2, cells: [cell, cell, cell, cell])
                ?? BufferCellArray.empty
        ),
        .getBufferContents(rectangle: rectangle),
        .scrollBufferContents(source: rectangle, destination: place, clip: rectangle, fill: cell),
        .pushRunspace(runspace: .null), .popRunspace, .getIsRunspacePushed, .getRunspace,
        .promptForChoiceMultipleSelection(
            caption: "t",
            message: "u",
            choices: [ChoiceDescription(label: "a"), ChoiceDescription(label: "b", helpMessage: nil)],
            defaultChoices: .array([0, 1])
        ),
    ]

    /// What crosses the wire and back is the same call.
    @Test(arguments: 0..<56 as Range<Int>)
    func passesEveryMethod(index: Int) throws {
        let request = Self.requests[index]
        #expect(request.method.rawValue == Int32(index + 1))
        let call = HostCall(callID: request.wantsResponse ? 1 : HostCall.noResponseCallID, request)
        let sent = Payload.pipelineHostCall(call)
        let message = Message(
            sent,
            to: .client,
            runspacePoolID: PSGUID(high: 1, low: 1),
            pipelineID: PSGUID(high: 2, low: 2)
        )
        guard case .pipelineHostCall(let received) = try message.payload() else {
            Issue.record("no host call")
            return
        }
        if case .other = received.request { Issue.record("\(request.method) was not understood") }
        #expect("\(received.request)".prefix(40) == "\(request)".prefix(40))
        #expect(received.wantsResponse == call.wantsResponse)
        let again = Payload.pipelineHostCall(received).encoded()
        #expect(again == message.data)
    }

    static let results: [(HostMethod, HostResult, String)] = [
        (.getName, .text("host"), "<S N=\"mr\">host</S>"),
        (.getInstanceId, .guid(.zero), "<G N=\"mr\">00000000-0000-0000-0000-000000000000</G>"),
        (.readLineAsSecureString, .secret(secret), "<SS N=\"mr\">cAB3AA==</SS>"),
        (.promptForChoice, .number(1), "<I32 N=\"mr\">1</I32>"),
        (.getForegroundColor, .color(.red), "<I32 N=\"mr\">12</I32>"),
        (.getKeyAvailable, .boolean(true), "<B N=\"mr\">true</B>"),
        (
            .readKey, .key(KeyInfo(virtualKeyCode: 65, character: 97)),
            "<Obj N=\"mr\" RefId=\"1\"><MS><I32 N=\"virtualKeyCode\">65</I32><C N=\"character\">97</C>"
                + "<I32 N=\"controlKeyState\">0</I32><B N=\"keyDown\">true</B></MS></Obj>"
        ),
        (
            .getCursorPosition, .coordinates(place),
            "<Obj N=\"mr\" RefId=\"1\"><MS><I32 N=\"x\">4</I32><I32 N=\"y\">5</I32></MS></Obj>"
        ),
        (
            .promptForChoiceMultipleSelection, .numbers([0, 2]),
            "<Obj N=\"mr\" RefId=\"1\"><TN RefId=\"0\"><T>System.Collections.ArrayList</T><T>System.Object</T></TN>"
                + "<LST><I32>0</I32><I32>2</I32></LST></Obj>"
        ),
        (
            .promptForCredential2, .credential(RemoteCredential(userName: "dom\\ada", password: secret)),
            "<Obj N=\"mr\" RefId=\"1\"><TN RefId=\"0\"><T>System.Management.Automation.PSCredential</T><T>System.Object</T></TN>"
                + "<ToString>System.Management.Automation.PSCredential</ToString>"
                + "<Props><S N=\"UserName\">dom\\ada</S><SS N=\"Password\">cAB3AA==</SS></Props></Obj>"
        ),
        (.writeLine1, .none, ""),
    ]

    @Test(arguments: results.indices)
    func writesAndReadsResults(index: Int) throws {
        let (method, result, text) = Self.results[index]
        var call = HostCall(callID: 4, .readLine)
        call.request = .other(method: method, parameters: [])
        let payload = Payload.pipelineHostResponse(HostResponse(to: call, result))
        let written = payload.encoded().text
        #expect(written.hasPrefix("<Obj RefId=\"0\"><MS>\(text)<I64 N=\"ci\">4</I64>"), "\(written)")
        let message = Message(payload, to: .server, runspacePoolID: .zero)
        guard case .pipelineHostResponse(let response) = try message.payload(),
            case .returned(let read) = response.outcome
        else {
            Issue.record("no result")
            return
        }
        #expect(response.method == method)
        if case .other = read { Issue.record("the result of \(method) was not understood") }
    }

    /// Rows 82, 86 and 90: both result and error, an array that does not fit its lengths, an unknown method.
    @Test func keepsWhatDoesNotFit() throws {
        func read(_ type: MessageType, _ members: String) throws -> Payload {
            let data = MessageData(Array("<Obj RefId=\"0\"><MS>\(members)</MS></Obj>".utf8))
            return try Message(destination: .client, type: type, runspacePoolID: .zero, data: data).payload()
        }
        let unknown =
            "<I64 N=\"ci\">9</I64><I32 N=\"mi\">200</I32><Obj N=\"mp\" RefId=\"1\"><LST><S>a</S><I32>2</I32></LST></Obj>"
        guard case .pipelineHostCall(let call) = try read(.pipelineHostCall, unknown),
            case .other(let method, let parameters) = call.request
        else {
            Issue.record("an unknown method is known")
            return
        }
        #expect(method.rawValue == 200)
        #expect(parameters.count == 2)
        #expect(call.wantsResponse)

        let cells =
            "<Obj RefId=\"2\"><MS><Obj N=\"mae\" RefId=\"3\"><LST /></Obj><Obj N=\"mal\" RefId=\"4\"><LST><I32>2</I32><I32>2</I32></LST></Obj></MS></Obj>"
        let place = "<Obj RefId=\"5\"><MS><I32 N=\"x\">0</I32><I32 N=\"y\">0</I32></MS></Obj>"
        let wrong =
            "<I64 N=\"ci\">-100</I64><I32 N=\"mi\">49</I32><Obj N=\"mp\" RefId=\"1\"><LST>\(place)\(cells)</LST></Obj>"
        guard case .pipelineHostCall(let misfit) = try read(.pipelineHostCall, wrong), case .other = misfit.request
        else {
            Issue.record("an array of no cells has four")
            return
        }

        let error = "<Obj N=\"me\" RefId=\"1\"><MS><I32 N=\"ErrorCategory_Category\">0</I32></MS></Obj>"
        let both = "<S N=\"mr\">x</S>\(error)<I64 N=\"ci\">1</I64><I32 N=\"mi\">11</I32>"
        guard case .pipelineHostResponse(let response) = try read(.pipelineHostResponse, both),
            case .failed = response.outcome
        else {
            Issue.record("a failure counts")
            return
        }
    }
}

extension BufferCellArray {
    fileprivate static var empty: BufferCellArray {
        guard let empty = BufferCellArray(rowCount: 0, columnCount: 0, cells: []) else {
            preconditionFailure("0 × 0 is 0")
        }
        return empty
    }
}
