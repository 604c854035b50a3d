/// One value: null, a primitive, an object, or a reference to an object that stands elsewhere in the document.
///
/// Taking a case out of a document decodes it; nothing is decoded before. Texts with lone surrogates show U+FFFD for them here,
/// the text as it is comes from ``PSProperty/textBytes`` and ``PSObject/textBytes``.
public enum PSValue: Sendable {
    /// `Nil`
    case null
    /// `S`
    case string(String)
    /// `C`, a UTF-16 code unit, lone surrogates included.
    case char(UInt16)
    /// `B`
    case boolean(Bool)
    /// `By`
    case uint8(UInt8)
    /// `SB`
    case int8(Int8)
    /// `I16`
    case int16(Int16)
    /// `U16`
    case uint16(UInt16)
    /// `I32`
    case int32(Int32)
    /// `U32`
    case uint32(UInt32)
    /// `I64`
    case int64(Int64)
    /// `U64`
    case uint64(UInt64)
    /// `Sg`
    case single(Float)
    /// `Db`
    case double(Double)
    /// `D`
    case decimal(PSDecimal)
    /// `DT`
    case dateTime(PSDateTime)
    /// `TS`
    case duration(PSDuration)
    /// `G`
    case guid(PSGUID)
    /// `URI`
    case uri(PSURI)
    /// `Version`
    case version(PSVersion)
    /// `BA`
    case bytes([UInt8])
    /// `XD`: the document's text.
    case xml(String)
    /// `SBK`: the script's text; PowerShell reads it as a string.
    case scriptBlock(String)
    /// `SS`
    case secureString(PSSecureString)
    /// `PR`
    case progress(PSProgress)
    /// `Obj`
    case object(PSObject)
    /// `Ref` to an object of an earlier top-level value; ask the reader for it.
    case reference(PSReference)
}

/// A back reference that leads out of its top-level value (spec section 6.3).
///
/// Resolve it with ``CLIXMLReader/object(for:)``. A reference to an object of the same value is that object already.
public struct PSReference: Sendable, Hashable {
    /// The object's identifier: the last one defined with it before the reference is meant.
    public let refID: RefID
    /// How many top-level values stand before the one with the reference.
    public let valueOrdinal: UInt64

    package init(refID: RefID, valueOrdinal: UInt64) {
        self.refID = refID
        self.valueOrdinal = valueOrdinal
    }
}
