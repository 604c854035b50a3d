import PSRP

/// Takes the SecureStrings out of the elements that carry fragments as Base64: packets of the out-of-process protocol, and
/// streams in SOAP. Bytes are changed where they are, and none is added or taken away.
///
/// Works on any encoding in which ASCII stands for itself, perhaps with zeros between, as UTF-16 does.
struct PacketMask {
    /// The elements that carry fragments, without prefixes.
    private static let elements: Set<String> = [
        "Data", "Stream", "Arguments", "creationXml", "connectXml", "connectResponseXml",
    ]

    /// Of longer tags the rest is not looked at.
    private static let maximumTagByteCount = 1_024

    /// How many streams are followed.
    private static let maximumStreamCount = 4_096

    private enum Place {
        case text
        case tag(quote: UInt8)
        case payload(key: String)
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// The number of each digit; 64 for the padding, 65 for what is neither.
    private static let values: [256 of UInt8] = {
        var values: [256 of UInt8] = .init(repeating: 65)
        for (number, digit) in digits.enumerated() { values[Int(digit)] = UInt8(number) }
        values[Int(UInt8(ascii: "="))] = 64
        return values
    }()

    private var place = Place.text
    private var tag: [UInt8] = []
    /// Where the digits of the group that is not whole yet are.
    private var group: [Int] = []
    /// The stream of the payload that is passing.
    private var current: FragmentMask?

    /// The first byte that may still change; `nil` where there is none.
    var firstHeldIndex: Int? { group.first }

    /// The bytes before an index are gone.
    mutating func shift(by count: Int) { for index in group.indices { group[index] -= count } }

    /// Ends what it is in the middle of: another document follows, or none.
    mutating func end(_ bytes: inout [UInt8], _ streams: inout [String: FragmentMask]) {
        // Of a group that is cut off nothing is kept.
        for index in group where bytes[index] != UInt8(ascii: "=") { bytes[index] = UInt8(ascii: "A") }
        group = []
        save(&streams)
        place = .text
    }

    /// Gives back what it has taken out of the streams.
    mutating func save(_ streams: inout [String: FragmentMask]) {
        guard case .payload(let key) = place, let stream = current else { return }
        streams[key] = stream
        current = nil
    }

    /// Takes note of the byte at an index, and changes what is before it.
    mutating func pass(_ bytes: inout [UInt8], at index: Int, _ streams: inout [String: FragmentMask]) {
        let byte = bytes[index]
        guard byte != 0 else { return }
        switch place {
        case .text:
            guard byte == UInt8(ascii: "<") else { return }
            place = .tag(quote: 0)
            tag = []
        case .tag(let quote):
            if byte == UInt8(ascii: "<") {
                // Neither a tag nor a value can hold one: what came before is no tag.
                place = .tag(quote: 0)
                tag = []
                return
            } else if quote != 0 {
                if byte == quote { place = .tag(quote: 0) }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                place = .tag(quote: byte)
            } else if byte == UInt8(ascii: ">") {
                return endTag(&streams)
            }
            if tag.count < Self.maximumTagByteCount { tag.append(byte) }
        case .payload(let key):
            if byte == UInt8(ascii: "<") {
                end(&bytes, &streams)
                place = .tag(quote: 0)
                tag = []
            } else if Self.values[Int(byte)] <= 64 {
                group.append(index)
                guard group.count == 4 else { return }
                var stream = current ?? streams.removeValue(forKey: key) ?? FragmentMask()
                current = nil
                endGroup(&bytes, &stream)
                current = stream
            }
        }
    }

    private mutating func endGroup(_ bytes: inout [UInt8], _ stream: inout FragmentMask) {
        var value: UInt32 = 0
        var digitCount = 0
        for index in group {
            value = value << 6 | UInt32(Self.values[Int(bytes[index])] & 63)
            if bytes[index] != UInt8(ascii: "=") { digitCount += 1 }
        }
        var masked: UInt32 = 0
        for place in 0..<3 {
            let shift = UInt32(16 - 8 * place)
            let byte = UInt8(truncatingIfNeeded: value >> shift)
            // Two digits make one byte, three make two.
            guard place < max(0, digitCount - 1) else { break }
            masked |= UInt32(stream.pass(byte)) << shift
        }
        for (place, index) in group.enumerated() where bytes[index] != UInt8(ascii: "=") {
            bytes[index] = Self.digits[Int(masked >> UInt32(18 - 6 * place) & 63)]
        }
        group.removeAll(keepingCapacity: true)
    }

    private mutating func endTag(_ streams: inout [String: FragmentMask]) {
        place = .text
        let text = String(decoding: tag, as: UTF8.self)
        let name = text.prefix { !$0.isWhitespace && $0 != "/" }
        let local = String(name.split(separator: ":").last ?? "")
        guard !text.hasPrefix("/"), !text.hasSuffix("/"), Self.elements.contains(local) else { return }
        let scope = attribute("PSGuid", text) ?? attribute("CommandId", text) ?? ""
        let stream = attribute("Stream", text) ?? attribute("Name", text) ?? ""
        // What a session begins with goes on in its standard stream.
        let isPrompt = ["pr", "promptresponse"].contains(stream.lowercased())
        let key = scope.uppercased() + (isPrompt ? " pr" : "")
        if streams.count >= Self.maximumStreamCount, streams[key] == nil { streams = [:] }
        streams[key, default: FragmentMask()].beginPacket()
        place = .payload(key: key)
    }

    private func attribute(_ name: String, _ tag: String) -> String? {
        guard let start = tag.firstRange(of: " \(name)=")?.upperBound, start < tag.endIndex else { return nil }
        let quote = tag[start]
        let rest = tag[tag.index(after: start)...]
        return String(rest.prefix { $0 != quote })
    }
}
