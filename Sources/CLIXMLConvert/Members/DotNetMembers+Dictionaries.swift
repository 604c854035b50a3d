// The members of dictionaries (show.md 8.2).
extension DotNetMembers {
    /// System.Collections.Hashtable
    static let hashtable = DotNetMembers(
        """
        Add
          void Add(System.Object key, System.Object value)
          void IDictionary.Add(System.Object key, System.Object value)
        Clear
          void Clear()
          void IDictionary.Clear()
        Clone
          System.Object Clone()
          System.Object ICloneable.Clone()
        Contains
          bool Contains(System.Object key)
          bool IDictionary.Contains(System.Object key)
        ContainsKey
          bool ContainsKey(System.Object key)
        ContainsValue
          bool ContainsValue(System.Object value)
        CopyTo
          void CopyTo(array array, int arrayIndex)
          void ICollection.CopyTo(array array, int index)
        Equals
          bool Equals(System.Object obj)
        GetEnumerator
          System.Collections.IDictionaryEnumerator GetEnumerator()
          System.Collections.IDictionaryEnumerator IDictionary.GetEnumerator()
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
        GetObjectData
          void GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
          void ISerializable.GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
        GetType
          type GetType()
        OnDeserialization
          void OnDeserialization(System.Object sender)
          void IDeserializationCallback.OnDeserialization(System.Object sender)
        Remove
          void Remove(System.Object key)
          void IDictionary.Remove(System.Object key)
        ToString
          string ToString()
        ParameterizedProperty Item
          System.Object Item(System.Object key) {get;set;}
        Property Count
          int Count {get;}
        Property IsFixedSize
          bool IsFixedSize {get;}
        Property IsReadOnly
          bool IsReadOnly {get;}
        Property IsSynchronized
          bool IsSynchronized {get;}
        Property Keys
          System.Collections.ICollection Keys {get;}
        Property SyncRoot
          System.Object SyncRoot {get;}
        Property Values
          System.Collections.ICollection Values {get;}
        """
    )

    /// System.Collections.Specialized.OrderedDictionary
    static let orderedDictionary = DotNetMembers(
        """
        Add
          void Add(System.Object key, System.Object value)
          void IDictionary.Add(System.Object key, System.Object value)
        AsReadOnly
          ordered AsReadOnly()
        Clear
          void Clear()
          void IDictionary.Clear()
        Contains
          bool Contains(System.Object key)
          bool IDictionary.Contains(System.Object key)
        CopyTo
          void CopyTo(array array, int index)
          void ICollection.CopyTo(array array, int index)
        Equals
          bool Equals(System.Object obj)
        GetEnumerator
          System.Collections.IDictionaryEnumerator GetEnumerator()
          System.Collections.IDictionaryEnumerator IOrderedDictionary.GetEnumerator()
          System.Collections.IDictionaryEnumerator IDictionary.GetEnumerator()
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
        GetObjectData
          void GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
          void ISerializable.GetObjectData(System.Runtime.Serialization.SerializationInfo info,
            System.Runtime.Serialization.StreamingContext context)
        GetType
          type GetType()
        Insert
          void Insert(int index, System.Object key, System.Object value)
          void IOrderedDictionary.Insert(int index, System.Object key, System.Object value)
        OnDeserialization
          void IDeserializationCallback.OnDeserialization(System.Object sender)
        Remove
          void Remove(System.Object key)
          void IDictionary.Remove(System.Object key)
        RemoveAt
          void RemoveAt(int index)
          void IOrderedDictionary.RemoveAt(int index)
        ToString
          string ToString()
        ParameterizedProperty Item
          System.Object Item(int index) {get;set;}
          System.Object Item(System.Object key) {get;set;}
        Property Count
          int Count {get;}
        Property IsFixedSize
          bool IsFixedSize {get;}
        Property IsReadOnly
          bool IsReadOnly {get;}
        Property IsSynchronized
          bool IsSynchronized {get;}
        Property Keys
          System.Collections.ICollection Keys {get;}
        Property SyncRoot
          System.Object SyncRoot {get;}
        Property Values
          System.Collections.ICollection Values {get;}
        """
    )
}
