/// stub
package enum PSXMLDocument { package static func isValid(_ text: Span<UInt8>) -> Bool { true } }
