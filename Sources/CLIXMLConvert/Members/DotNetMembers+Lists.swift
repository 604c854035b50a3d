// The members of lists (show.md 8.2).
extension DotNetMembers {
    /// System.Collections.ArrayList
    static let arrayList = DotNetMembers(
        """
        Add
          int Add(System.Object value)
          int IList.Add(System.Object value)
        AddRange
          void AddRange(System.Collections.ICollection c)
        BinarySearch
          int BinarySearch(int index, int count, System.Object value, System.Collections.IComparer comparer)
          int BinarySearch(System.Object value)
          int BinarySearch(System.Object value, System.Collections.IComparer comparer)
        Clear
          void Clear()
          void IList.Clear()
        Clone
          System.Object Clone()
          System.Object ICloneable.Clone()
        Contains
          bool Contains(System.Object item)
          bool IList.Contains(System.Object value)
        CopyTo
          void CopyTo(array array)
          void CopyTo(array array, int arrayIndex)
          void CopyTo(int index, array array, int arrayIndex, int count)
          void ICollection.CopyTo(array array, int index)
        Equals
          bool Equals(System.Object obj)
        GetEnumerator
          System.Collections.IEnumerator GetEnumerator()
          System.Collections.IEnumerator GetEnumerator(int index, int count)
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
        GetRange
          System.Collections.ArrayList GetRange(int index, int count)
        GetType
          type GetType()
        IndexOf
          int IndexOf(System.Object value)
          int IndexOf(System.Object value, int startIndex)
          int IndexOf(System.Object value, int startIndex, int count)
          int IList.IndexOf(System.Object value)
        Insert
          void Insert(int index, System.Object value)
          void IList.Insert(int index, System.Object value)
        InsertRange
          void InsertRange(int index, System.Collections.ICollection c)
        LastIndexOf
          int LastIndexOf(System.Object value)
          int LastIndexOf(System.Object value, int startIndex)
          int LastIndexOf(System.Object value, int startIndex, int count)
        Remove
          void Remove(System.Object obj)
          void IList.Remove(System.Object value)
        RemoveAt
          void RemoveAt(int index)
          void IList.RemoveAt(int index)
        RemoveRange
          void RemoveRange(int index, int count)
        Reverse
          void Reverse()
          void Reverse(int index, int count)
        SetRange
          void SetRange(int index, System.Collections.ICollection c)
        Sort
          void Sort()
          void Sort(System.Collections.IComparer comparer)
          void Sort(int index, int count, System.Collections.IComparer comparer)
        ToArray
          System.Object[] ToArray()
          array ToArray(type type)
        ToString
          string ToString()
        TrimToSize
          void TrimToSize()
        ParameterizedProperty Item
          System.Object Item(int index) {get;set;}
        Property Capacity
          int Capacity {get;set;}
        Property Count
          int Count {get;}
        Property IsFixedSize
          bool IsFixedSize {get;}
        Property IsReadOnly
          bool IsReadOnly {get;}
        Property IsSynchronized
          bool IsSynchronized {get;}
        Property SyncRoot
          System.Object SyncRoot {get;}
        """
    )

    /// System.Collections.Stack
    static let stack = DotNetMembers(
        """
        Clear
          void Clear()
        Clone
          System.Object Clone()
          System.Object ICloneable.Clone()
        Contains
          bool Contains(System.Object obj)
        CopyTo
          void CopyTo(array array, int index)
          void ICollection.CopyTo(array array, int index)
        Equals
          bool Equals(System.Object obj)
        GetEnumerator
          System.Collections.IEnumerator GetEnumerator()
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        Peek
          System.Object Peek()
        Pop
          System.Object Pop()
        Push
          void Push(System.Object obj)
        ToArray
          System.Object[] ToArray()
        ToString
          string ToString()
        Property Count
          int Count {get;}
        Property IsSynchronized
          bool IsSynchronized {get;}
        Property SyncRoot
          System.Object SyncRoot {get;}
        """
    )

    /// System.Collections.Queue
    static let queue = DotNetMembers(
        """
        Clear
          void Clear()
        Clone
          System.Object Clone()
          System.Object ICloneable.Clone()
        Contains
          bool Contains(System.Object obj)
        CopyTo
          void CopyTo(array array, int index)
          void ICollection.CopyTo(array array, int index)
        Dequeue
          System.Object Dequeue()
        Enqueue
          void Enqueue(System.Object obj)
        Equals
          bool Equals(System.Object obj)
        GetEnumerator
          System.Collections.IEnumerator GetEnumerator()
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        Peek
          System.Object Peek()
        ToArray
          System.Object[] ToArray()
        ToString
          string ToString()
        TrimToSize
          void TrimToSize()
        Property Count
          int Count {get;}
        Property IsSynchronized
          bool IsSynchronized {get;}
        Property SyncRoot
          System.Object SyncRoot {get;}
        """
    )

    /// System.Byte[]
    static let bytes = DotNetMembers(
        """
        Add
          int IList.Add(System.Object value)
        Address
          System.Byte&
          System.Private.CoreLib
          Version=10.0.0.0
          Culture=neutral
          PublicKeyToken=7cec85d7bea7798e Address(int )
        Clear
          void IList.Clear()
        Clone
          System.Object Clone()
          System.Object ICloneable.Clone()
        CompareTo
          int IStructuralComparable.CompareTo(System.Object other, System.Collections.IComparer comparer)
        Contains
          bool IList.Contains(System.Object value)
        CopyTo
          void CopyTo(array array, int index)
          void CopyTo(array array, long index)
          void ICollection.CopyTo(array array, int index)
        Equals
          bool Equals(System.Object obj)
          bool IStructuralEquatable.Equals(System.Object other, System.Collections.IEqualityComparer comparer)
        Get
          byte Get(int )
        GetEnumerator
          System.Collections.IEnumerator GetEnumerator()
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
          int IStructuralEquatable.GetHashCode(System.Collections.IEqualityComparer comparer)
        GetLength
          int GetLength(int dimension)
        GetLongLength
          long GetLongLength(int dimension)
        GetLowerBound
          int GetLowerBound(int dimension)
        GetType
          type GetType()
        GetUpperBound
          int GetUpperBound(int dimension)
        GetValue
          System.Object GetValue(Params int[] indices)
          System.Object GetValue(int index)
          System.Object GetValue(int index1, int index2)
          System.Object GetValue(int index1, int index2, int index3)
          System.Object GetValue(long index)
          System.Object GetValue(long index1, long index2)
          System.Object GetValue(long index1, long index2, long index3)
          System.Object GetValue(Params long[] indices)
        IndexOf
          int IList.IndexOf(System.Object value)
        Initialize
          void Initialize()
        Insert
          void IList.Insert(int index, System.Object value)
        Remove
          void IList.Remove(System.Object value)
        RemoveAt
          void IList.RemoveAt(int index)
        Set
          void Set(int , byte )
        SetValue
          void SetValue(System.Object value, int index)
          void SetValue(System.Object value, int index1, int index2)
          void SetValue(System.Object value, int index1, int index2, int index3)
          void SetValue(System.Object value, Params int[] indices)
          void SetValue(System.Object value, long index)
          void SetValue(System.Object value, long index1, long index2)
          void SetValue(System.Object value, long index1, long index2, long index3)
          void SetValue(System.Object value, Params long[] indices)
        ToString
          string ToString()
        ParameterizedProperty Item
          System.Object IList.Item(int index) {get;set;}
        Property Count
          int Count {get;}
        Property IsFixedSize
          bool IsFixedSize {get;}
        Property IsReadOnly
          bool IsReadOnly {get;}
        Property IsSynchronized
          bool IsSynchronized {get;}
        Property Length
          int Length {get;}
        Property LongLength
          long LongLength {get;}
        Property Rank
          int Rank {get;}
        Property SyncRoot
          System.Object SyncRoot {get;}
        """
    )
}
