// The members of values that are no text and no number (show.md 8.2).
extension DotNetMembers {
    /// System.Boolean
    static let boolean = DotNetMembers(
        """
        CompareTo
          int CompareTo(System.Object obj)
          int CompareTo(bool value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[bool].CompareTo(bool other)
        Equals
          bool Equals(System.Object obj)
          bool Equals(bool obj)
          bool IEquatable[bool].Equals(bool other)
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        GetTypeCode
          System.TypeCode GetTypeCode()
          System.TypeCode IConvertible.GetTypeCode()
        ToBoolean
          bool IConvertible.ToBoolean(System.IFormatProvider provider)
        ToByte
          byte IConvertible.ToByte(System.IFormatProvider provider)
        ToChar
          char IConvertible.ToChar(System.IFormatProvider provider)
        ToDateTime
          datetime IConvertible.ToDateTime(System.IFormatProvider provider)
        ToDecimal
          decimal IConvertible.ToDecimal(System.IFormatProvider provider)
        ToDouble
          double IConvertible.ToDouble(System.IFormatProvider provider)
        ToInt16
          short IConvertible.ToInt16(System.IFormatProvider provider)
        ToInt32
          int IConvertible.ToInt32(System.IFormatProvider provider)
        ToInt64
          long IConvertible.ToInt64(System.IFormatProvider provider)
        ToSByte
          sbyte IConvertible.ToSByte(System.IFormatProvider provider)
        ToSingle
          float IConvertible.ToSingle(System.IFormatProvider provider)
        ToString
          string ToString()
          string ToString(System.IFormatProvider provider)
          string IConvertible.ToString(System.IFormatProvider provider)
        ToType
          System.Object IConvertible.ToType(type conversionType, System.IFormatProvider provider)
        ToUInt16
          ushort IConvertible.ToUInt16(System.IFormatProvider provider)
        ToUInt32
          uint IConvertible.ToUInt32(System.IFormatProvider provider)
        ToUInt64
          ulong IConvertible.ToUInt64(System.IFormatProvider provider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten)
        """
    )

    /// System.Guid
    static let guid = DotNetMembers(
        """
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(guid value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[guid].CompareTo(guid other)
        Equals
          bool Equals(System.Object o)
          bool Equals(guid g)
          bool IEquatable[guid].Equals(guid other)
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        ToByteArray
          byte[] ToByteArray()
          byte[] ToByteArray(bool bigEndian)
        ToString
          string ToString()
          string ToString(string format)
          string ToString(string format, System.IFormatProvider provider)
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format =
            default)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format
            = default)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        TryWriteBytes
          bool TryWriteBytes(System.Span[byte] destination)
          bool TryWriteBytes(System.Span[byte] destination, bool bigEndian, [ref] int bytesWritten)
        Property Variant
          int Variant {get;}
        Property Version
          int Version {get;}
        """
    )

    /// System.Version
    static let version = DotNetMembers(
        """
        Clone
          System.Object Clone()
          System.Object ICloneable.Clone()
        CompareTo
          int CompareTo(System.Object version)
          int CompareTo(version value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[version].CompareTo(version other)
        Equals
          bool Equals(System.Object obj)
          bool Equals(version obj)
          bool IEquatable[version].Equals(version other)
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        ToString
          string ToString()
          string ToString(int fieldCount)
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten)
          bool TryFormat(System.Span[char] destination, int fieldCount, [ref] int charsWritten)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten)
          bool TryFormat(System.Span[byte] utf8Destination, int fieldCount, [ref] int bytesWritten)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        Property Build
          int Build {get;}
        Property Major
          int Major {get;}
        Property MajorRevision
          short MajorRevision {get;}
        Property Minor
          int Minor {get;}
        Property MinorRevision
          short MinorRevision {get;}
        Property Revision
          int Revision {get;}
        """
    )
}
