/// One HTTP request or response with its body.
package struct HTTPMessage: Sendable, Equatable {
    /// What stands in the first line.
    package enum Start: Sendable, Equatable {
        case request(method: String, target: String)
        case response(status: Int)
    }

    package var start: Start

    /// The values of the headers that were asked for, by their names in lower case; repeated ones joined by commas.
    package var headers: [String: String] = [:]

    /// The body without the marks of its chunks, as far as it is there.
    package var body: [UInt8] = []

    /// The bytes of the body, those that are not there included.
    package var bodyByteCount = 0

    /// Whether all of the body is there.
    package var isWhole = true

    /// Makes a message without headers and body.
    package init(start: Start) { self.start = start }

    /// The status of a response.
    package var status: Int? { if case .response(let status) = start { status } else { nil } }

    /// The media type of the body, in lower case, without parameters.
    package var mediaType: String {
        let value = headers["content-type"] ?? ""
        return (value.split(separator: ";").first ?? "").lowercased().filter { $0 != " " && $0 != "\t" }
    }

    /// A parameter of the content type, quotation marks taken off.
    package func contentTypeParameter(_ name: String) -> String? {
        for part in (headers["content-type"] ?? "").split(separator: ";").dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let key = part[..<equals].filter { $0 != " " && $0 != "\t" }.lowercased()
            let value = part[part.index(after: equals)...].drop { $0 == " " }
            if key == name { return String(value.filter { $0 != "\"" }) }
        }
        return nil
    }
}
