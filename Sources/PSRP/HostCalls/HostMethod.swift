import CLIXML

/// A method of the host that the other side calls (spec/psrp.md section 4.3).
public struct HostMethod: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// GetName, 1.
    public static let getName = HostMethod(rawValue: 1)
    /// GetVersion, 2.
    public static let getVersion = HostMethod(rawValue: 2)
    /// GetInstanceId, 3.
    public static let getInstanceId = HostMethod(rawValue: 3)
    /// GetCurrentCulture, 4.
    public static let getCurrentCulture = HostMethod(rawValue: 4)
    /// GetCurrentUICulture, 5.
    public static let getCurrentUICulture = HostMethod(rawValue: 5)
    /// SetShouldExit, 6.
    public static let setShouldExit = HostMethod(rawValue: 6)
    /// EnterNestedPrompt, 7.
    public static let enterNestedPrompt = HostMethod(rawValue: 7)
    /// ExitNestedPrompt, 8.
    public static let exitNestedPrompt = HostMethod(rawValue: 8)
    /// NotifyBeginApplication, 9.
    public static let notifyBeginApplication = HostMethod(rawValue: 9)
    /// NotifyEndApplication, 10.
    public static let notifyEndApplication = HostMethod(rawValue: 10)
    /// ReadLine, 11.
    public static let readLine = HostMethod(rawValue: 11)
    /// ReadLineAsSecureString, 12.
    public static let readLineAsSecureString = HostMethod(rawValue: 12)
    /// Write1, 13.
    public static let write1 = HostMethod(rawValue: 13)
    /// Write2, 14.
    public static let write2 = HostMethod(rawValue: 14)
    /// WriteLine1, 15.
    public static let writeLine1 = HostMethod(rawValue: 15)
    /// WriteLine2, 16.
    public static let writeLine2 = HostMethod(rawValue: 16)
    /// WriteLine3, 17.
    public static let writeLine3 = HostMethod(rawValue: 17)
    /// WriteErrorLine, 18.
    public static let writeErrorLine = HostMethod(rawValue: 18)
    /// WriteDebugLine, 19.
    public static let writeDebugLine = HostMethod(rawValue: 19)
    /// WriteProgress, 20.
    public static let writeProgress = HostMethod(rawValue: 20)
    /// WriteVerboseLine, 21.
    public static let writeVerboseLine = HostMethod(rawValue: 21)
    /// WriteWarningLine, 22.
    public static let writeWarningLine = HostMethod(rawValue: 22)
    /// Prompt, 23.
    public static let prompt = HostMethod(rawValue: 23)
    /// PromptForCredential1, 24.
    public static let promptForCredential1 = HostMethod(rawValue: 24)
    /// PromptForCredential2, 25.
    public static let promptForCredential2 = HostMethod(rawValue: 25)
    /// PromptForChoice, 26.
    public static let promptForChoice = HostMethod(rawValue: 26)
    /// GetForegroundColor, 27.
    public static let getForegroundColor = HostMethod(rawValue: 27)
    /// SetForegroundColor, 28.
    public static let setForegroundColor = HostMethod(rawValue: 28)
    /// GetBackgroundColor, 29.
    public static let getBackgroundColor = HostMethod(rawValue: 29)
    /// SetBackgroundColor, 30.
    public static let setBackgroundColor = HostMethod(rawValue: 30)
    /// GetCursorPosition, 31.
    public static let getCursorPosition = HostMethod(rawValue: 31)
    /// SetCursorPosition, 32.
    public static let setCursorPosition = HostMethod(rawValue: 32)
    /// GetWindowPosition, 33.
    public static let getWindowPosition = HostMethod(rawValue: 33)
    /// SetWindowPosition, 34.
    public static let setWindowPosition = HostMethod(rawValue: 34)
    /// GetCursorSize, 35.
    public static let getCursorSize = HostMethod(rawValue: 35)
    /// SetCursorSize, 36.
    public static let setCursorSize = HostMethod(rawValue: 36)
    /// GetBufferSize, 37.
    public static let getBufferSize = HostMethod(rawValue: 37)
    /// SetBufferSize, 38.
    public static let setBufferSize = HostMethod(rawValue: 38)
    /// GetWindowSize, 39.
    public static let getWindowSize = HostMethod(rawValue: 39)
    /// SetWindowSize, 40.
    public static let setWindowSize = HostMethod(rawValue: 40)
    /// GetWindowTitle, 41.
    public static let getWindowTitle = HostMethod(rawValue: 41)
    /// SetWindowTitle, 42.
    public static let setWindowTitle = HostMethod(rawValue: 42)
    /// GetMaxWindowSize, 43.
    public static let getMaxWindowSize = HostMethod(rawValue: 43)
    /// GetMaxPhysicalWindowSize, 44.
    public static let getMaxPhysicalWindowSize = HostMethod(rawValue: 44)
    /// GetKeyAvailable, 45.
    public static let getKeyAvailable = HostMethod(rawValue: 45)
    /// ReadKey, 46.
    public static let readKey = HostMethod(rawValue: 46)
    /// FlushInputBuffer, 47.
    public static let flushInputBuffer = HostMethod(rawValue: 47)
    /// SetBufferContents1, 48.
    public static let setBufferContents1 = HostMethod(rawValue: 48)
    /// SetBufferContents2, 49.
    public static let setBufferContents2 = HostMethod(rawValue: 49)
    /// GetBufferContents, 50.
    public static let getBufferContents = HostMethod(rawValue: 50)
    /// ScrollBufferContents, 51.
    public static let scrollBufferContents = HostMethod(rawValue: 51)
    /// PushRunspace, 52.
    public static let pushRunspace = HostMethod(rawValue: 52)
    /// PopRunspace, 53.
    public static let popRunspace = HostMethod(rawValue: 53)
    /// GetIsRunspacePushed, 54.
    public static let getIsRunspacePushed = HostMethod(rawValue: 54)
    /// GetRunspace, 55.
    public static let getRunspace = HostMethod(rawValue: 55)
    /// PromptForChoiceMultipleSelection, 56.
    public static let promptForChoiceMultipleSelection = HostMethod(rawValue: 56)
}

extension HostMethod: RemoteEnumeration {
    static var typeName: String { "System.Management.Automation.Remoting.RemoteHostMethodId" }
    static let names: [(Int32, String)] = [
        (1, "GetName"),
        (2, "GetVersion"),
        (3, "GetInstanceId"),
        (4, "GetCurrentCulture"),
        (5, "GetCurrentUICulture"),
        (6, "SetShouldExit"),
        (7, "EnterNestedPrompt"),
        (8, "ExitNestedPrompt"),
        (9, "NotifyBeginApplication"),
        (10, "NotifyEndApplication"),
        (11, "ReadLine"),
        (12, "ReadLineAsSecureString"),
        (13, "Write1"),
        (14, "Write2"),
        (15, "WriteLine1"),
        (16, "WriteLine2"),
        (17, "WriteLine3"),
        (18, "WriteErrorLine"),
        (19, "WriteDebugLine"),
        (20, "WriteProgress"),
        (21, "WriteVerboseLine"),
        (22, "WriteWarningLine"),
        (23, "Prompt"),
        (24, "PromptForCredential1"),
        (25, "PromptForCredential2"),
        (26, "PromptForChoice"),
        (27, "GetForegroundColor"),
        (28, "SetForegroundColor"),
        (29, "GetBackgroundColor"),
        (30, "SetBackgroundColor"),
        (31, "GetCursorPosition"),
        (32, "SetCursorPosition"),
        (33, "GetWindowPosition"),
        (34, "SetWindowPosition"),
        (35, "GetCursorSize"),
        (36, "SetCursorSize"),
        (37, "GetBufferSize"),
        (38, "SetBufferSize"),
        (39, "GetWindowSize"),
        (40, "SetWindowSize"),
        (41, "GetWindowTitle"),
        (42, "SetWindowTitle"),
        (43, "GetMaxWindowSize"),
        (44, "GetMaxPhysicalWindowSize"),
        (45, "GetKeyAvailable"),
        (46, "ReadKey"),
        (47, "FlushInputBuffer"),
        (48, "SetBufferContents1"),
        (49, "SetBufferContents2"),
        (50, "GetBufferContents"),
        (51, "ScrollBufferContents"),
        (52, "PushRunspace"),
        (53, "PopRunspace"),
        (54, "GetIsRunspacePushed"),
        (55, "GetRunspace"),
        (56, "PromptForChoiceMultipleSelection"),
    ]
}
