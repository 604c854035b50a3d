/// What a SOAP message of WSMan says, as far as remoting needs it (spec/psrp.md section 7).
struct WSManEnvelope: Equatable {
    /// What a message asks for, or answers.
    enum Operation: String, CaseIterable {
        case create = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"
        case delete = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete"
        case get = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get"
        case command = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command"
        case send = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Send"
        case receive = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Receive"
        case signal = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Signal"
        case disconnect = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Disconnect"
        case reconnect = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Reconnect"
        case connect = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Connect"
        case enumerate = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate"
        case pull = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull"
    }

    /// Bytes of the protocol above, as Base64 in an element.
    struct Payload: Equatable {
        /// Which element they were in.
        enum Place: Equatable {
            /// The first messages of a session (creationXml), or those of one that is taken over (connectXml).
            case opening
            /// The first messages of the server to one that takes a session over (connectResponseXml).
            case connectAnswer
            /// The beginning of a pipeline.
            case arguments
            /// A stream of this name.
            case stream(String)
        }

        let place: Place
        /// The command it belongs to, `nil` for the shell.
        let commandID: String?
        var text: String
    }

    /// Why an operation failed.
    struct Fault: Equatable {
        /// The number of the failure, where there is one.
        var code: UInt32?
        /// The local part of the subcode.
        var subcode = ""
        /// What it says to people.
        var reason = ""

        /// Whether it says that nothing happened within the time that a Receive waits.
        var isTimeout: Bool { code == 2_150_858_793 || (code == nil && subcode == "TimedOut") }
    }

    /// What is asked for or answered; `nil` for other services, and for faults.
    var operation: Operation?
    /// Whether it is an answer.
    var isResponse = false
    /// The action as written.
    var action = ""
    var messageID = ""
    /// The message that is answered.
    var relatesTo: String?
    var resourceURI: String?
    /// The shell that is spoken of: by a selector, by the request that makes it, or by the answer to that.
    var shellID: String?
    /// The command that is spoken of.
    var commandID: String?
    /// How the streams of the shell are to be compressed.
    var compression: String?
    var payloads: [Payload] = []
    /// What a Signal asks for.
    var signalCode: String?
    var fault: Fault?

    /// Whether the shell runs PowerShell, as far as the message tells.
    var isPowerShell: Bool? { resourceURI.map { $0.lowercased().contains("/powershell/") } }
}
