// The members of numbers (show.md 8.2); `@` stands for the short name of the class itself.
extension DotNetMembers {
    /// All integers.
    static let integer = DotNetMembers(
        """
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(@ value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[@].CompareTo(@ other)
        Equals
          bool Equals(System.Object obj)
          bool Equals(@ obj)
          bool IEquatable[@].Equals(@ other)
        GetByteCount
          int IBinaryInteger[@].GetByteCount()
        GetHashCode
          int GetHashCode()
        GetShortestBitLength
          int IBinaryInteger[@].GetShortestBitLength()
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
          string ToString(string format)
          string ToString(string format, System.IFormatProvider provider)
          string IConvertible.ToString(System.IFormatProvider provider)
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
        ToType
          System.Object IConvertible.ToType(type conversionType, System.IFormatProvider provider)
        ToUInt16
          ushort IConvertible.ToUInt16(System.IFormatProvider provider)
        ToUInt32
          uint IConvertible.ToUInt32(System.IFormatProvider provider)
        ToUInt64
          ulong IConvertible.ToUInt64(System.IFormatProvider provider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format =
            default, System.IFormatProvider provider = null)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format
            = default, System.IFormatProvider provider = null)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        TryWriteBigEndian
          bool IBinaryInteger[@].TryWriteBigEndian(System.Span[byte] destination, [ref] int bytesWritten)
        TryWriteLittleEndian
          bool IBinaryInteger[@].TryWriteLittleEndian(System.Span[byte] destination, [ref] int bytesWritten)
        WriteBigEndian
          int IBinaryInteger[@].WriteBigEndian(byte[] destination)
          int IBinaryInteger[@].WriteBigEndian(byte[] destination, int startIndex)
          int IBinaryInteger[@].WriteBigEndian(System.Span[byte] destination)
        WriteLittleEndian
          int IBinaryInteger[@].WriteLittleEndian(byte[] destination)
          int IBinaryInteger[@].WriteLittleEndian(byte[] destination, int startIndex)
          int IBinaryInteger[@].WriteLittleEndian(System.Span[byte] destination)
        """
    )

    /// System.Single and System.Double
    static let floatingPoint = DotNetMembers(
        """
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(@ value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[@].CompareTo(@ other)
        Equals
          bool Equals(System.Object obj)
          bool Equals(@ obj)
          bool IEquatable[@].Equals(@ other)
        GetExponentByteCount
          int IFloatingPoint[@].GetExponentByteCount()
        GetExponentShortestBitLength
          int IFloatingPoint[@].GetExponentShortestBitLength()
        GetHashCode
          int GetHashCode()
        GetSignificandBitLength
          int IFloatingPoint[@].GetSignificandBitLength()
        GetSignificandByteCount
          int IFloatingPoint[@].GetSignificandByteCount()
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
          string ToString(string format)
          string ToString(string format, System.IFormatProvider provider)
          string IConvertible.ToString(System.IFormatProvider provider)
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
        ToType
          System.Object IConvertible.ToType(type conversionType, System.IFormatProvider provider)
        ToUInt16
          ushort IConvertible.ToUInt16(System.IFormatProvider provider)
        ToUInt32
          uint IConvertible.ToUInt32(System.IFormatProvider provider)
        ToUInt64
          ulong IConvertible.ToUInt64(System.IFormatProvider provider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format =
            default, System.IFormatProvider provider = null)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format
            = default, System.IFormatProvider provider = null)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        TryWriteExponentBigEndian
          bool IFloatingPoint[@].TryWriteExponentBigEndian(System.Span[byte] destination, [ref] int bytesWritten)
        TryWriteExponentLittleEndian
          bool IFloatingPoint[@].TryWriteExponentLittleEndian(System.Span[byte] destination, [ref] int bytesWritten)
        TryWriteSignificandBigEndian
          bool IFloatingPoint[@].TryWriteSignificandBigEndian(System.Span[byte] destination, [ref] int bytesWritten)
        TryWriteSignificandLittleEndian
          bool IFloatingPoint[@].TryWriteSignificandLittleEndian(System.Span[byte] destination, [ref] int
            bytesWritten)
        WriteExponentBigEndian
          int IFloatingPoint[@].WriteExponentBigEndian(byte[] destination)
          int IFloatingPoint[@].WriteExponentBigEndian(byte[] destination, int startIndex)
          int IFloatingPoint[@].WriteExponentBigEndian(System.Span[byte] destination)
        WriteExponentLittleEndian
          int IFloatingPoint[@].WriteExponentLittleEndian(byte[] destination)
          int IFloatingPoint[@].WriteExponentLittleEndian(byte[] destination, int startIndex)
          int IFloatingPoint[@].WriteExponentLittleEndian(System.Span[byte] destination)
        WriteSignificandBigEndian
          int IFloatingPoint[@].WriteSignificandBigEndian(byte[] destination)
          int IFloatingPoint[@].WriteSignificandBigEndian(byte[] destination, int startIndex)
          int IFloatingPoint[@].WriteSignificandBigEndian(System.Span[byte] destination)
        WriteSignificandLittleEndian
          int IFloatingPoint[@].WriteSignificandLittleEndian(byte[] destination)
          int IFloatingPoint[@].WriteSignificandLittleEndian(byte[] destination, int startIndex)
          int IFloatingPoint[@].WriteSignificandLittleEndian(System.Span[byte] destination)
        """
    )

    /// System.Decimal
    static let decimal = DotNetMembers(
        """
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(decimal value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[decimal].CompareTo(decimal other)
        Equals
          bool Equals(System.Object value)
          bool Equals(decimal value)
          bool IEquatable[decimal].Equals(decimal other)
        GetExponentByteCount
          int IFloatingPoint[decimal].GetExponentByteCount()
        GetExponentShortestBitLength
          int IFloatingPoint[decimal].GetExponentShortestBitLength()
        GetHashCode
          int GetHashCode()
        GetObjectData
          void ISerializable.GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
        GetSignificandBitLength
          int IFloatingPoint[decimal].GetSignificandBitLength()
        GetSignificandByteCount
          int IFloatingPoint[decimal].GetSignificandByteCount()
        GetType
          type GetType()
        GetTypeCode
          System.TypeCode GetTypeCode()
          System.TypeCode IConvertible.GetTypeCode()
        OnDeserialization
          void IDeserializationCallback.OnDeserialization(System.Object sender)
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
          string ToString(string format)
          string ToString(System.IFormatProvider provider)
          string ToString(string format, System.IFormatProvider provider)
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
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
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format =
            default, System.IFormatProvider provider = null)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format
            = default, System.IFormatProvider provider = null)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        TryWriteExponentBigEndian
          bool IFloatingPoint[decimal].TryWriteExponentBigEndian(System.Span[byte] destination, [ref] int
            bytesWritten)
        TryWriteExponentLittleEndian
          bool IFloatingPoint[decimal].TryWriteExponentLittleEndian(System.Span[byte] destination, [ref] int
            bytesWritten)
        TryWriteSignificandBigEndian
          bool IFloatingPoint[decimal].TryWriteSignificandBigEndian(System.Span[byte] destination, [ref] int
            bytesWritten)
        TryWriteSignificandLittleEndian
          bool IFloatingPoint[decimal].TryWriteSignificandLittleEndian(System.Span[byte] destination, [ref] int
            bytesWritten)
        WriteExponentBigEndian
          int IFloatingPoint[decimal].WriteExponentBigEndian(byte[] destination)
          int IFloatingPoint[decimal].WriteExponentBigEndian(byte[] destination, int startIndex)
          int IFloatingPoint[decimal].WriteExponentBigEndian(System.Span[byte] destination)
        WriteExponentLittleEndian
          int IFloatingPoint[decimal].WriteExponentLittleEndian(byte[] destination)
          int IFloatingPoint[decimal].WriteExponentLittleEndian(byte[] destination, int startIndex)
          int IFloatingPoint[decimal].WriteExponentLittleEndian(System.Span[byte] destination)
        WriteSignificandBigEndian
          int IFloatingPoint[decimal].WriteSignificandBigEndian(byte[] destination)
          int IFloatingPoint[decimal].WriteSignificandBigEndian(byte[] destination, int startIndex)
          int IFloatingPoint[decimal].WriteSignificandBigEndian(System.Span[byte] destination)
        WriteSignificandLittleEndian
          int IFloatingPoint[decimal].WriteSignificandLittleEndian(byte[] destination)
          int IFloatingPoint[decimal].WriteSignificandLittleEndian(byte[] destination, int startIndex)
          int IFloatingPoint[decimal].WriteSignificandLittleEndian(System.Span[byte] destination)
        Property Scale
          byte Scale {get;}
        """
    )
}
