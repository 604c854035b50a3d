public import CLIXML

/// What a method of the host returns (spec/psrp.md section 4.3).
public enum HostResult: Sendable {
    /// Nothing, or null.
    case none
    /// A text: names, cultures, a line that was read, a title.
    case text(String)
    /// The version of the host.
    case version(PSVersion)
    /// The identifier of the host.
    case guid(PSGUID)
    /// A secret line that was read; open it with the session's ``SecureStringScheme``.
    case secret(PSSecureString)
    /// The answers to a prompt: name and value of each field, a dictionary.
    case fields(RemoteValue)
    /// A user name and password.
    case credential(RemoteCredential)
    /// A number: a choice, a size of the cursor.
    case number(Int32)
    /// Several choices.
    case numbers([Int32])
    /// A color.
    case color(ConsoleColor)
    /// A place.
    case coordinates(Coordinates)
    /// A size.
    case size(ConsoleSize)
    /// Whether something is so.
    case boolean(Bool)
    /// A key.
    case key(KeyInfo)
    /// A part of the buffer.
    case cells(BufferCellArray)
    /// Something else than the method returns, or the result of a method that is not known.
    case other(RemoteValue)
}

extension HostMethod {
    private enum ResultType {
        case none, text, version, guid, secret, fields, credential, number, numbers, color, coordinates, size, boolean,
            key, cells, other
    }

    private var resultType: ResultType {
        switch self {
        case .getName, .getCurrentCulture, .getCurrentUICulture, .readLine, .getWindowTitle: .text
        case .getVersion: .version
        case .getInstanceId: .guid
        case .readLineAsSecureString: .secret
        case .prompt: .fields
        case .promptForCredential1, .promptForCredential2: .credential
        case .promptForChoice, .getCursorSize: .number
        case .promptForChoiceMultipleSelection: .numbers
        case .getForegroundColor, .getBackgroundColor: .color
        case .getCursorPosition, .getWindowPosition: .coordinates
        case .getBufferSize, .getWindowSize, .getMaxWindowSize, .getMaxPhysicalWindowSize: .size
        case .getKeyAvailable, .getIsRunspacePushed: .boolean
        case .readKey: .key
        case .getBufferContents: .cells
        case .getRunspace: .other
        default: rawValue >= 1 && rawValue <= 56 ? .none : .other
        }
    }

    /// Whether a caller waits for an answer. Of a method that is not known that cannot be told: then the call's number says
    /// it.
    public var wantsResponse: Bool { resultType != .none }

    /// Reads what the method returned.
    func result(_ value: RemoteValue) -> HostResult {
        guard !value.isNull else { return .none }
        return (try? typedResult(value)) ?? .other(value)
    }

    private func typedResult(_ value: RemoteValue) throws(PSRPError) -> HostResult? {
        switch resultType {
        case .text: return value.value.textValue.map { .text($0) }
        case .version:
            guard case .version(let version) = value.value.unwrapped else { return nil }
            return .version(version)
        case .guid:
            guard case .guid(let guid) = value.value.unwrapped else { return nil }
            return .guid(guid)
        case .secret:
            guard case .secureString(let secret) = value.value.unwrapped else { return nil }
            return .secret(secret)
        case .fields: return value.entries == nil ? nil : .fields(value)
        case .credential: return .credential(try RemoteCredential(value))
        case .number: return number(value).map { .number($0) }
        case .numbers:
            guard let items = value.items else { return nil }
            let numbers = items.compactMap(number)
            return numbers.count == items.count ? .numbers(numbers) : nil
        case .color: return number(value).map { .color(ConsoleColor(rawValue: $0)) }
        case .coordinates: return .coordinates(try Coordinates(value))
        case .size: return .size(try ConsoleSize(value))
        case .boolean:
            guard case .boolean(let boolean) = value.value.unwrapped else { return nil }
            return .boolean(boolean)
        case .key: return .key(try KeyInfo(value))
        case .cells: return .cells(try BufferCellArray(value))
        case .none, .other: return nil
        }
    }

    private func number(_ value: RemoteValue) -> Int32? { value.value.integerValue.flatMap(Int32.init(exactly:)) }
}

extension HostResult {
    func write(_ name: String, to writer: inout PayloadWriter) {
        switch self {
        case .none: writer.null(name)
        case .text(let text): writer.string(name, text)
        case .version(let version): writer.version(name, version)
        case .guid(let guid): writer.guid(name, guid)
        case .secret(let secret): writer.secureString(name, secret)
        case .fields(let value), .other(let value): writer.value(name, value)
        case .credential(let credential): credential.write(name, to: &writer)
        case .number(let number): writer.int32(name, number)
        case .numbers(let numbers):
            writer.list(name, typeNames: PayloadWriter.arrayList) { items in
                for number in numbers { items.int32(nil, number) }
            }
        case .color(let color): writer.int32(name, color.rawValue)
        case .coordinates(let place): place.write(name, to: &writer)
        case .size(let size): size.write(name, to: &writer)
        case .boolean(let value): writer.boolean(name, value)
        case .key(let key): key.write(name, to: &writer)
        case .cells(let cells): cells.write(name, to: &writer)
        }
    }
}
