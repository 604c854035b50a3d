/// Base64 with the standard alphabet and padding, as .NET reads and writes it.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let notInAlphabet: UInt8 = 0xFF

    /// The six bits of each letter.
    private static let values: [256 of UInt8] = {
        var values: [256 of UInt8] = .init(repeating: notInAlphabet)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// Decodes text, white space in it left out, or returns `nil` when it is not Base64 or its padding is wrong.
    ///
    /// - Complexity: O(n)
    static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        let values = values
        var isValid = true
        let bytes = [UInt8](capacity: text.count / 4 * 3) { output in
            var index = 0
            // Whole groups of four letters, the case of nearly all text there is.
            while text.count - index >= 4 {
                let first = values[Int(text[index])]
                let second = values[Int(text[index + 1])]
                let third = values[Int(text[index + 2])]
                let fourth = values[Int(text[index + 3])]
                guard first | second | third | fourth < 64 else { break }
                let group = UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
                output.append(UInt8(truncatingIfNeeded: group >> 16))
                output.append(UInt8(truncatingIfNeeded: group >> 8))
                output.append(UInt8(truncatingIfNeeded: group))
                index += 4
            }
            isValid = decodeSlowly(text.extracting(droppingFirst: index), into: &output)
        }
        return isValid ? bytes : nil
    }

    /// Decodes what has white space or padding in it.
    private static func decodeSlowly(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) -> Bool {
        let values = values
        var group: UInt32 = 0
        var letters = 0
        var padding = 0
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D:
                continue
            case UInt8(ascii: "="):
                padding += 1
                guard letters >= 2, letters + padding <= 4 else { return false }
            default:
                let value = values[Int(byte)]
                guard value != notInAlphabet, padding == 0 else { return false }
                group = group << 6 | UInt32(value)
                letters += 1
                if letters == 4 {
                    output.append(UInt8(truncatingIfNeeded: group >> 16))
                    output.append(UInt8(truncatingIfNeeded: group >> 8))
                    output.append(UInt8(truncatingIfNeeded: group))
                    letters = 0
                    group = 0
                }
            }
        }
        guard letters > 0 else { return padding == 0 }
        guard letters + padding == 4 else { return false }
        group <<= UInt32(6 * padding)
        output.append(UInt8(truncatingIfNeeded: group >> 16))
        if letters == 3 { output.append(UInt8(truncatingIfNeeded: group >> 8)) }
        return true
    }

    /// Appends the text of bytes.
    ///
    /// - Complexity: O(n)
    static func encode(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        let alphabet = alphabet.span
        output.append(addingCapacity: (bytes.count + 2) / 3 * 4) { text in
            var index = 0
            while bytes.count - index >= 3 {
                let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                text.append(alphabet[Int(group >> 18)])
                text.append(alphabet[Int(group >> 12 & 63)])
                text.append(alphabet[Int(group >> 6 & 63)])
                text.append(alphabet[Int(group & 63)])
                index += 3
            }
            let rest = bytes.count - index
            if rest > 0 {
                let group = UInt32(bytes[index]) << 16 | (rest == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
                text.append(alphabet[Int(group >> 18)])
                text.append(alphabet[Int(group >> 12 & 63)])
                text.append(rest == 2 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
                text.append(UInt8(ascii: "="))
            }
        }
    }
}
