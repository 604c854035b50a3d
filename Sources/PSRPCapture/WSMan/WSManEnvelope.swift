/// What a SOAP message of WSMan says, as far as remoting needs it (spec/psrp.md section 7).
package struct WSManEnvelope: Equatable {
    /// What a message asks for, or answers.
    package enum Operation: String, CaseIterable {
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
    package struct Payload: Equatable {
        /// Which element they were in.
        package enum Place: Equatable {
            /// The first messages of a session (creationXml), or those of one that is taken over (connectXml).
            case opening
            /// The first messages of the server to one that takes a session over (connectResponseXml).
            case connectAnswer
            /// The beginning of a pipeline.
            case arguments
            /// A stream of this name.
            case stream(String)
        }

        package let place: Place
        /// The command it belongs to, `nil` for the shell.
        package let commandID: String?
        package var text: String

        /// Makes a payload.
        package init(place: Place, commandID: String?, text: String) {
            self.place = place
            self.commandID = commandID
            self.text = text
        }
    }

    /// Why an operation failed.
    package struct Fault: Equatable {
        /// The number of the failure, where there is one.
        package var code: UInt32?
        /// The local part of the subcode.
        package var subcode = ""
        /// What it says to people.
        package var reason = ""

        /// Makes a fault of which nothing is known.
        package init() {}

        /// Whether it says that nothing happened within the time that a Receive waits.
        package var isTimeout: Bool { code == 2_150_858_793 || (code == nil && subcode == "TimedOut") }
    }

    /// What is asked for or answered; `nil` for other services, and for faults.
    package var operation: Operation?
    /// Whether it is an answer.
    package var isResponse = false
    /// The action as written.
    package var action = ""
    package var messageID = ""
    /// The message that is answered.
    package var relatesTo: String?
    package var resourceURI: String?
    /// The shell that is spoken of: by a selector, by the request that makes it, or by the answer to that.
    package var shellID: String?
    /// The command that is spoken of.
    package var commandID: String?
    /// How the streams of the shell are to be compressed.
    package var compression: String?
    package var payloads: [Payload] = []
    /// What a Signal asks for.
    package var signalCode: String?
    package var fault: Fault?

    /// Makes a message that says nothing.
    package init() {}

    /// Whether the shell runs PowerShell, as far as the message tells: Get and Enumerate ask for shells of every kind.
    package var isPowerShell: Bool? {
        guard let resource = resourceURI?.lowercased() else { return nil }
        if resource.contains("/powershell/") { return true }
        return resource.hasSuffix("/windows/shell") || resource.hasSuffix("/windows/shell/command") ? nil : false
    }
}
