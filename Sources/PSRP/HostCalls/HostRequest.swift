import CLIXML

/// A method of the host with its parameters: all 56 of spec/psrp.md section 4.3, and any other.
public enum HostRequest: Sendable {
    /// The name of the host.
    case getName
    /// The version of the host.
    case getVersion
    /// The identifier of the host.
    case getInstanceId
    /// The culture of the host.
    case getCurrentCulture
    /// The language of the host.
    case getCurrentUICulture
    /// The remote side wants the session to end.
    case setShouldExit(exitCode: Int32)
    /// A nested prompt begins.
    case enterNestedPrompt
    /// A nested prompt ends.
    case exitNestedPrompt
    /// A console program begins.
    case notifyBeginApplication
    /// A console program ends.
    case notifyEndApplication
    /// A line of text is wanted.
    case readLine
    /// A secret line of text is wanted.
    case readLineAsSecureString
    /// Text is written.
    case write1(text: String)
    /// Text is written in colors.
    case write2(foreground: ConsoleColor, background: ConsoleColor, text: String)
    /// A line ends.
    case writeLine1
    /// A line is written.
    case writeLine2(text: String)
    /// A line is written in colors.
    case writeLine3(foreground: ConsoleColor, background: ConsoleColor, text: String)
    /// A line is written as an error.
    case writeErrorLine(text: String)
    /// A line is written for debugging.
    case writeDebugLine(text: String)
    /// Progress is shown.
    case writeProgress(sourceID: Int64, record: ProgressRecord)
    /// A verbose line is written.
    case writeVerboseLine(text: String)
    /// A warning is written.
    case writeWarningLine(text: String)
    /// Values are asked for.
    case prompt(caption: String, message: String, fields: [FieldDescription])
    /// A user name and a password are asked for.
    case promptForCredential1(caption: String, message: String, userName: String, targetName: String)
    /// A user name and a password of some kind are asked for: `allowedTypes` 1 generic, 2 domain, 3 both; `options` flags of spec/psrp.md section 4.2.
    case promptForCredential2(
        caption: String,
        message: String,
        userName: String,
        targetName: String,
        allowedTypes: Int32,
        options: Int32
    )
    /// One of several answers is asked for; a default of −1 is none.
    case promptForChoice(caption: String, message: String, choices: [ChoiceDescription], defaultChoice: Int32)
    /// The color of text.
    case getForegroundColor
    /// The color of text changes.
    case setForegroundColor(color: ConsoleColor)
    /// The color behind text.
    case getBackgroundColor
    /// The color behind text changes.
    case setBackgroundColor(color: ConsoleColor)
    /// Where the cursor is.
    case getCursorPosition
    /// The cursor moves.
    case setCursorPosition(position: Coordinates)
    /// Where the window is.
    case getWindowPosition
    /// The window moves.
    case setWindowPosition(position: Coordinates)
    /// The size of the cursor.
    case getCursorSize
    /// The size of the cursor changes, in percent.
    case setCursorSize(percent: Int32)
    /// The size of the buffer.
    case getBufferSize
    /// The size of the buffer changes.
    case setBufferSize(size: ConsoleSize)
    /// The size of the window.
    case getWindowSize
    /// The size of the window changes.
    case setWindowSize(size: ConsoleSize)
    /// The title of the window.
    case getWindowTitle
    /// The title of the window changes.
    case setWindowTitle(title: String)
    /// The largest window for the buffer.
    case getMaxWindowSize
    /// The largest window for the screen.
    case getMaxPhysicalWindowSize
    /// Whether a key waits.
    case getKeyAvailable
    /// A key is wanted; flags of spec/psrp.md section 4.2.
    case readKey(options: Int32)
    /// Keys that wait are thrown away.
    case flushInputBuffer
    /// A part of the buffer is filled; all four borders −1 clear the screen.
    case setBufferContents1(rectangle: ConsoleRectangle, fill: BufferCell)
    /// A part of the buffer is written.
    case setBufferContents2(origin: Coordinates, contents: BufferCellArray)
    /// A part of the buffer is wanted; clients refuse that.
    case getBufferContents(rectangle: ConsoleRectangle)
    /// A part of the buffer moves.
    case scrollBufferContents(
        source: ConsoleRectangle,
        destination: Coordinates,
        clip: ConsoleRectangle,
        fill: BufferCell
    )
    /// A runspace is pushed; it cannot be sent.
    case pushRunspace(runspace: RemoteValue)
    /// The pushed runspace is popped: Exit-PSSession.
    case popRunspace
    /// Whether a runspace is pushed.
    case getIsRunspacePushed
    /// The runspace; it cannot be sent.
    case getRunspace
    /// Any of several answers are asked for.
    case promptForChoiceMultipleSelection(
        caption: String,
        message: String,
        choices: [ChoiceDescription],
        defaultChoices: DefaultChoices
    )
    /// A method that is not known, or parameters that are not those it has.
    case other(method: HostMethod, parameters: [RemoteValue])

    /// The method.
    public var method: HostMethod {
        switch self {
        case .getName: .getName
        case .getVersion: .getVersion
        case .getInstanceId: .getInstanceId
        case .getCurrentCulture: .getCurrentCulture
        case .getCurrentUICulture: .getCurrentUICulture
        case .setShouldExit: .setShouldExit
        case .enterNestedPrompt: .enterNestedPrompt
        case .exitNestedPrompt: .exitNestedPrompt
        case .notifyBeginApplication: .notifyBeginApplication
        case .notifyEndApplication: .notifyEndApplication
        case .readLine: .readLine
        case .readLineAsSecureString: .readLineAsSecureString
        case .write1: .write1
        case .write2: .write2
        case .writeLine1: .writeLine1
        case .writeLine2: .writeLine2
        case .writeLine3: .writeLine3
        case .writeErrorLine: .writeErrorLine
        case .writeDebugLine: .writeDebugLine
        case .writeProgress: .writeProgress
        case .writeVerboseLine: .writeVerboseLine
        case .writeWarningLine: .writeWarningLine
        case .prompt: .prompt
        case .promptForCredential1: .promptForCredential1
        case .promptForCredential2: .promptForCredential2
        case .promptForChoice: .promptForChoice
        case .getForegroundColor: .getForegroundColor
        case .setForegroundColor: .setForegroundColor
        case .getBackgroundColor: .getBackgroundColor
        case .setBackgroundColor: .setBackgroundColor
        case .getCursorPosition: .getCursorPosition
        case .setCursorPosition: .setCursorPosition
        case .getWindowPosition: .getWindowPosition
        case .setWindowPosition: .setWindowPosition
        case .getCursorSize: .getCursorSize
        case .setCursorSize: .setCursorSize
        case .getBufferSize: .getBufferSize
        case .setBufferSize: .setBufferSize
        case .getWindowSize: .getWindowSize
        case .setWindowSize: .setWindowSize
        case .getWindowTitle: .getWindowTitle
        case .setWindowTitle: .setWindowTitle
        case .getMaxWindowSize: .getMaxWindowSize
        case .getMaxPhysicalWindowSize: .getMaxPhysicalWindowSize
        case .getKeyAvailable: .getKeyAvailable
        case .readKey: .readKey
        case .flushInputBuffer: .flushInputBuffer
        case .setBufferContents1: .setBufferContents1
        case .setBufferContents2: .setBufferContents2
        case .getBufferContents: .getBufferContents
        case .scrollBufferContents: .scrollBufferContents
        case .pushRunspace: .pushRunspace
        case .popRunspace: .popRunspace
        case .getIsRunspacePushed: .getIsRunspacePushed
        case .getRunspace: .getRunspace
        case .promptForChoiceMultipleSelection: .promptForChoiceMultipleSelection
        case .other(let method, _): method
        }
    }

    /// Whether the caller waits for an answer.
    public var wantsResponse: Bool { method.wantsResponse }
}

extension HostRequest {
    /// Reads the parameters of a method. What they should not be is kept as it is.
    init(_ method: HostMethod, _ parameters: [RemoteValue]) {
        var reader = HostParameterReader(parameters)
        let request = (try? HostRequest(method, &reader)).flatMap { $0 }
        self =
            reader.isAtEnd
            ? request ?? .other(method: method, parameters: parameters) : .other(method: method, parameters: parameters)
    }

    private init?(_ method: HostMethod, _ next: inout HostParameterReader) throws(PSRPError) {
        switch method {
        case .getName: self = .getName
        case .getVersion: self = .getVersion
        case .getInstanceId: self = .getInstanceId
        case .getCurrentCulture: self = .getCurrentCulture
        case .getCurrentUICulture: self = .getCurrentUICulture
        case .setShouldExit: self = try .setShouldExit(exitCode: next.int32())
        case .enterNestedPrompt: self = .enterNestedPrompt
        case .exitNestedPrompt: self = .exitNestedPrompt
        case .notifyBeginApplication: self = .notifyBeginApplication
        case .notifyEndApplication: self = .notifyEndApplication
        case .readLine: self = .readLine
        case .readLineAsSecureString: self = .readLineAsSecureString
        case .write1: self = try .write1(text: next.string())
        case .write2: self = try .write2(foreground: next.color(), background: next.color(), text: next.string())
        case .writeLine1: self = .writeLine1
        case .writeLine2: self = try .writeLine2(text: next.string())
        case .writeLine3:
            self = try .writeLine3(foreground: next.color(), background: next.color(), text: next.string())
        case .writeErrorLine: self = try .writeErrorLine(text: next.string())
        case .writeDebugLine: self = try .writeDebugLine(text: next.string())
        case .writeProgress: self = try .writeProgress(sourceID: next.int64(), record: ProgressRecord(next.value()))
        case .writeVerboseLine: self = try .writeVerboseLine(text: next.string())
        case .writeWarningLine: self = try .writeWarningLine(text: next.string())
        case .prompt: self = try .prompt(caption: next.string(), message: next.string(), fields: next.fields())
        case .promptForCredential1:
            self = try .promptForCredential1(
                caption: next.string(),
                message: next.string(),
                userName: next.string(),
                targetName: next.string()
            )
        case .promptForCredential2:
            self = try .promptForCredential2(
                caption: next.string(),
                message: next.string(),
                userName: next.string(),
                targetName: next.string(),
                allowedTypes: next.int32(),
                options: next.int32()
            )
        case .promptForChoice:
            self = try .promptForChoice(
                caption: next.string(),
                message: next.string(),
                choices: next.choices(),
                defaultChoice: next.int32()
            )
        case .getForegroundColor: self = .getForegroundColor
        case .setForegroundColor: self = try .setForegroundColor(color: next.color())
        case .getBackgroundColor: self = .getBackgroundColor
        case .setBackgroundColor: self = try .setBackgroundColor(color: next.color())
        case .getCursorPosition: self = .getCursorPosition
        case .setCursorPosition: self = try .setCursorPosition(position: Coordinates(next.value()))
        case .getWindowPosition: self = .getWindowPosition
        case .setWindowPosition: self = try .setWindowPosition(position: Coordinates(next.value()))
        case .getCursorSize: self = .getCursorSize
        case .setCursorSize: self = try .setCursorSize(percent: next.int32())
        case .getBufferSize: self = .getBufferSize
        case .setBufferSize: self = try .setBufferSize(size: ConsoleSize(next.value()))
        case .getWindowSize: self = .getWindowSize
        case .setWindowSize: self = try .setWindowSize(size: ConsoleSize(next.value()))
        case .getWindowTitle: self = .getWindowTitle
        case .setWindowTitle: self = try .setWindowTitle(title: next.string())
        case .getMaxWindowSize: self = .getMaxWindowSize
        case .getMaxPhysicalWindowSize: self = .getMaxPhysicalWindowSize
        case .getKeyAvailable: self = .getKeyAvailable
        case .readKey: self = try .readKey(options: next.int32())
        case .flushInputBuffer: self = .flushInputBuffer
        case .setBufferContents1:
            self = try .setBufferContents1(rectangle: ConsoleRectangle(next.value()), fill: BufferCell(next.value()))
        case .setBufferContents2:
            self = try .setBufferContents2(origin: Coordinates(next.value()), contents: BufferCellArray(next.value()))
        case .getBufferContents: self = try .getBufferContents(rectangle: ConsoleRectangle(next.value()))
        case .scrollBufferContents:
            self = try .scrollBufferContents(
                source: ConsoleRectangle(next.value()),
                destination: Coordinates(next.value()),
                clip: ConsoleRectangle(next.value()),
                fill: BufferCell(next.value())
            )
        case .pushRunspace: self = try .pushRunspace(runspace: next.value())
        case .popRunspace: self = .popRunspace
        case .getIsRunspacePushed: self = .getIsRunspacePushed
        case .getRunspace: self = .getRunspace
        case .promptForChoiceMultipleSelection:
            self = try .promptForChoiceMultipleSelection(
                caption: next.string(),
                message: next.string(),
                choices: next.choices(),
                defaultChoices: DefaultChoices(next.value())
            )
        default: return nil
        }
    }

    /// Writes the parameters.
    func writeParameters(to items: inout PayloadWriter) {
        switch self {
        case .setShouldExit(let exitCode):
            items.int32(nil, exitCode)
        case .write1(let text),
            .writeLine2(let text),
            .writeErrorLine(let text),
            .writeDebugLine(let text),
            .writeVerboseLine(let text),
            .writeWarningLine(let text):
            items.string(nil, text)
        case .write2(let foreground, let background, let text),
            .writeLine3(let foreground, let background, let text):
            items.int32(nil, foreground.rawValue)
            items.int32(nil, background.rawValue)
            items.string(nil, text)
        case .writeProgress(let sourceID, let record):
            items.int64(nil, sourceID)
            record.write(nil, to: &items)
        case .prompt(let caption, let message, let fields):
            items.string(nil, caption)
            items.string(nil, message)
            items.list(nil, typeNames: PayloadWriter.arrayList) { list in
                for field in fields { field.write(nil, to: &list) }
            }
        case .promptForCredential1(let caption, let message, let userName, let targetName):
            items.string(nil, caption)
            items.string(nil, message)
            items.string(nil, userName)
            items.string(nil, targetName)
        case .promptForCredential2(
            let caption,
            let message,
            let userName,
            let targetName,
            let allowedTypes,
            let options
        ):
            items.string(nil, caption)
            items.string(nil, message)
            items.string(nil, userName)
            items.string(nil, targetName)
            items.int32(nil, allowedTypes)
            items.int32(nil, options)
        case .promptForChoice(let caption, let message, let choices, let defaultChoice):
            items.string(nil, caption)
            items.string(nil, message)
            items.list(nil, typeNames: PayloadWriter.arrayList) { list in
                for choice in choices { choice.write(nil, to: &list) }
            }
            items.int32(nil, defaultChoice)
        case .setForegroundColor(let color),
            .setBackgroundColor(let color):
            items.int32(nil, color.rawValue)
        case .setCursorPosition(let position),
            .setWindowPosition(let position):
            position.write(nil, to: &items)
        case .setCursorSize(let percent):
            items.int32(nil, percent)
        case .setBufferSize(let size),
            .setWindowSize(let size):
            size.write(nil, to: &items)
        case .setWindowTitle(let title):
            items.string(nil, title)
        case .readKey(let options):
            items.int32(nil, options)
        case .setBufferContents1(let rectangle, let fill):
            rectangle.write(nil, to: &items)
            fill.write(nil, to: &items)
        case .setBufferContents2(let origin, let contents):
            origin.write(nil, to: &items)
            contents.write(nil, to: &items)
        case .getBufferContents(let rectangle):
            rectangle.write(nil, to: &items)
        case .scrollBufferContents(let source, let destination, let clip, let fill):
            source.write(nil, to: &items)
            destination.write(nil, to: &items)
            clip.write(nil, to: &items)
            fill.write(nil, to: &items)
        case .pushRunspace(let runspace):
            items.value(nil, runspace)
        case .promptForChoiceMultipleSelection(let caption, let message, let choices, let defaultChoices):
            items.string(nil, caption)
            items.string(nil, message)
            items.list(nil, typeNames: PayloadWriter.arrayList) { list in
                for choice in choices { choice.write(nil, to: &list) }
            }
            defaultChoices.write(to: &items)
        case .other(_, let parameters):
            for parameter in parameters { items.value(nil, parameter) }
        default:
            break
        }
    }
}

/// Takes the parameters of a call one after the other.
private struct HostParameterReader {
    private let parameters: [RemoteValue]
    private var index = 0

    init(_ parameters: [RemoteValue]) { self.parameters = parameters }

    var isAtEnd: Bool { index == parameters.count }

    mutating func value() throws(PSRPError) -> RemoteValue {
        guard index < parameters.count else { throw wrongType("there") }
        index += 1
        return parameters[index - 1]
    }

    private func wrongType(_ wanted: String) -> PSRPError {
        PSRPError(code: .wrongPropertyType, message: "parameter \(index) of a host call is not \(wanted)")
    }

    mutating func string() throws(PSRPError) -> String {
        let value = try value().value
        if case .null = value { return "" }
        guard let text = value.textValue else { throw wrongType("a text") }
        return text
    }

    mutating func int64() throws(PSRPError) -> Int64 {
        guard let number = try value().value.integerValue else { throw wrongType("a number") }
        return number
    }

    mutating func int32() throws(PSRPError) -> Int32 {
        guard let number = Int32(exactly: try int64()) else { throw wrongType("a number of 32 bits") }
        return number
    }

    mutating func color() throws(PSRPError) -> ConsoleColor { ConsoleColor(rawValue: try int32()) }

    mutating func items() throws(PSRPError) -> [RemoteValue] {
        guard let items = try value().items else { throw wrongType("a list") }
        return items
    }

    mutating func fields() throws(PSRPError) -> [FieldDescription] {
        var fields: [FieldDescription] = []
        for item in try items() { fields.append(try FieldDescription(item)) }
        return fields
    }

    mutating func choices() throws(PSRPError) -> [ChoiceDescription] {
        var choices: [ChoiceDescription] = []
        for item in try items() { choices.append(try ChoiceDescription(item)) }
        return choices
    }
}
