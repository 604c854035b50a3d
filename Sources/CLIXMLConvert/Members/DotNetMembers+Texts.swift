// The members of values that are made of a text (show.md 8.2).
extension DotNetMembers {
    /// System.Char
    static let char = DotNetMembers(
        """
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(char value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[char].CompareTo(char other)
        Equals
          bool Equals(System.Object obj)
          bool Equals(char obj)
          bool IEquatable[char].Equals(char other)
        GetByteCount
          int IBinaryInteger[char].GetByteCount()
        GetHashCode
          int GetHashCode()
        GetShortestBitLength
          int IBinaryInteger[char].GetShortestBitLength()
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
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        TryWriteBigEndian
          bool IBinaryInteger[char].TryWriteBigEndian(System.Span[byte] destination, [ref] int bytesWritten)
        TryWriteLittleEndian
          bool IBinaryInteger[char].TryWriteLittleEndian(System.Span[byte] destination, [ref] int bytesWritten)
        WriteBigEndian
          int IBinaryInteger[char].WriteBigEndian(byte[] destination)
          int IBinaryInteger[char].WriteBigEndian(byte[] destination, int startIndex)
          int IBinaryInteger[char].WriteBigEndian(System.Span[byte] destination)
        WriteLittleEndian
          int IBinaryInteger[char].WriteLittleEndian(byte[] destination)
          int IBinaryInteger[char].WriteLittleEndian(byte[] destination, int startIndex)
          int IBinaryInteger[char].WriteLittleEndian(System.Span[byte] destination)
        """
    )

    /// System.Security.SecureString
    static let secureString = DotNetMembers(
        """
        AppendChar
          void AppendChar(char c)
        Clear
          void Clear()
        Copy
          securestring Copy()
        Dispose
          void Dispose()
          void IDisposable.Dispose()
        Equals
          bool Equals(System.Object obj)
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        InsertAt
          void InsertAt(int index, char c)
        IsReadOnly
          bool IsReadOnly()
        MakeReadOnly
          void MakeReadOnly()
        RemoveAt
          void RemoveAt(int index)
        SetAt
          void SetAt(int index, char c)
        ToString
          string ToString()
        Property Length
          int Length {get;}
        """
    )

    /// System.Uri
    static let uri = DotNetMembers(
        """
        Equals
          bool Equals(System.Object comparand)
          bool Equals(uri other)
          bool IEquatable[uri].Equals(uri other)
        GetComponents
          string GetComponents(System.UriComponents components, System.UriFormat format)
        GetHashCode
          int GetHashCode()
        GetLeftPart
          string GetLeftPart(System.UriPartial part)
        GetObjectData
          void ISerializable.GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
        GetType
          type GetType()
        IsBaseOf
          bool IsBaseOf(uri uri)
        IsWellFormedOriginalString
          bool IsWellFormedOriginalString()
        MakeRelative
          string MakeRelative(uri toUri)
        MakeRelativeUri
          uri MakeRelativeUri(uri uri)
        ToString
          string ToString()
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        Property AbsolutePath
          string AbsolutePath {get;}
        Property AbsoluteUri
          string AbsoluteUri {get;}
        Property Authority
          string Authority {get;}
        Property DnsSafeHost
          string DnsSafeHost {get;}
        Property Fragment
          string Fragment {get;}
        Property Host
          string Host {get;}
        Property HostNameType
          System.UriHostNameType HostNameType {get;}
        Property IdnHost
          string IdnHost {get;}
        Property IsAbsoluteUri
          bool IsAbsoluteUri {get;}
        Property IsDefaultPort
          bool IsDefaultPort {get;}
        Property IsFile
          bool IsFile {get;}
        Property IsLoopback
          bool IsLoopback {get;}
        Property IsUnc
          bool IsUnc {get;}
        Property LocalPath
          string LocalPath {get;}
        Property OriginalString
          string OriginalString {get;}
        Property PathAndQuery
          string PathAndQuery {get;}
        Property Port
          int Port {get;}
        Property Query
          string Query {get;}
        Property Scheme
          string Scheme {get;}
        Property Segments
          string[] Segments {get;}
        Property UserEscaped
          bool UserEscaped {get;}
        Property UserInfo
          string UserInfo {get;}
        """
    )
}
