// The members of dates and time spans (show.md 8.2).
extension DotNetMembers {
    /// System.DateTime
    static let dateTime = DotNetMembers(
        """
        Add
          datetime Add(timespan value)
        AddDays
          datetime AddDays(double value)
        AddHours
          datetime AddHours(double value)
        AddMicroseconds
          datetime AddMicroseconds(double value)
        AddMilliseconds
          datetime AddMilliseconds(double value)
        AddMinutes
          datetime AddMinutes(double value)
        AddMonths
          datetime AddMonths(int months)
        AddSeconds
          datetime AddSeconds(double value)
        AddTicks
          datetime AddTicks(long value)
        AddYears
          datetime AddYears(int value)
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(datetime value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[datetime].CompareTo(datetime other)
        Deconstruct
          void Deconstruct([ref] System.DateOnly date, [ref] System.TimeOnly time)
          void Deconstruct([ref] int year, [ref] int month, [ref] int day)
        Equals
          bool Equals(System.Object value)
          bool Equals(datetime value)
          bool IEquatable[datetime].Equals(datetime other)
        GetDateTimeFormats
          string[] GetDateTimeFormats()
          string[] GetDateTimeFormats(System.IFormatProvider provider)
          string[] GetDateTimeFormats(char format)
          string[] GetDateTimeFormats(char format, System.IFormatProvider provider)
        GetHashCode
          int GetHashCode()
        GetObjectData
          void ISerializable.GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
        GetType
          type GetType()
        GetTypeCode
          System.TypeCode GetTypeCode()
          System.TypeCode IConvertible.GetTypeCode()
        IsDaylightSavingTime
          bool IsDaylightSavingTime()
        Subtract
          timespan Subtract(datetime value)
          datetime Subtract(timespan value)
        ToBinary
          long ToBinary()
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
        ToFileTime
          long ToFileTime()
        ToFileTimeUtc
          long ToFileTimeUtc()
        ToInt16
          short IConvertible.ToInt16(System.IFormatProvider provider)
        ToInt32
          int IConvertible.ToInt32(System.IFormatProvider provider)
        ToInt64
          long IConvertible.ToInt64(System.IFormatProvider provider)
        ToLocalTime
          datetime ToLocalTime()
        ToLongDateString
          string ToLongDateString()
        ToLongTimeString
          string ToLongTimeString()
        ToOADate
          double ToOADate()
        ToSByte
          sbyte IConvertible.ToSByte(System.IFormatProvider provider)
        ToShortDateString
          string ToShortDateString()
        ToShortTimeString
          string ToShortTimeString()
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
        ToUniversalTime
          datetime ToUniversalTime()
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format =
            default, System.IFormatProvider provider = null)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format
            = default, System.IFormatProvider provider = null)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        Property Date
          datetime Date {get;}
        Property Day
          int Day {get;}
        Property DayOfWeek
          System.DayOfWeek DayOfWeek {get;}
        Property DayOfYear
          int DayOfYear {get;}
        Property Hour
          int Hour {get;}
        Property Kind
          System.DateTimeKind Kind {get;}
        Property Microsecond
          int Microsecond {get;}
        Property Millisecond
          int Millisecond {get;}
        Property Minute
          int Minute {get;}
        Property Month
          int Month {get;}
        Property Nanosecond
          int Nanosecond {get;}
        Property Second
          int Second {get;}
        Property Ticks
          long Ticks {get;}
        Property TimeOfDay
          timespan TimeOfDay {get;}
        Property Year
          int Year {get;}
        """
    )

    /// System.TimeSpan
    static let duration = DotNetMembers(
        """
        Add
          timespan Add(timespan ts)
        CompareTo
          int CompareTo(System.Object value)
          int CompareTo(timespan value)
          int IComparable.CompareTo(System.Object obj)
          int IComparable[timespan].CompareTo(timespan other)
        Divide
          timespan Divide(double divisor)
          double Divide(timespan ts)
        Duration
          timespan Duration()
        Equals
          bool Equals(System.Object value)
          bool Equals(timespan obj)
          bool IEquatable[timespan].Equals(timespan other)
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        Multiply
          timespan Multiply(double factor)
        Negate
          timespan Negate()
        Subtract
          timespan Subtract(timespan ts)
        ToString
          string ToString()
          string ToString(string format)
          string ToString(string format, System.IFormatProvider formatProvider)
          string IFormattable.ToString(string format, System.IFormatProvider formatProvider)
        TryFormat
          bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format =
            default, System.IFormatProvider formatProvider = null)
          bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format
            = default, System.IFormatProvider formatProvider = null)
          bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
          bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten,
            System.ReadOnlySpan[char] format, System.IFormatProvider provider)
        Property Days
          int Days {get;}
        Property Hours
          int Hours {get;}
        Property Microseconds
          int Microseconds {get;}
        Property Milliseconds
          int Milliseconds {get;}
        Property Minutes
          int Minutes {get;}
        Property Nanoseconds
          int Nanoseconds {get;}
        Property Seconds
          int Seconds {get;}
        Property Ticks
          long Ticks {get;}
        Property TotalDays
          double TotalDays {get;}
        Property TotalHours
          double TotalHours {get;}
        Property TotalMicroseconds
          double TotalMicroseconds {get;}
        Property TotalMilliseconds
          double TotalMilliseconds {get;}
        Property TotalMinutes
          double TotalMinutes {get;}
        Property TotalNanoseconds
          double TotalNanoseconds {get;}
        Property TotalSeconds
          double TotalSeconds {get;}
        """
    )
}
