// The members of XML documents and of progress records (show.md 8.2).
extension DotNetMembers {
    /// System.Xml.XmlDocument, without the properties that its nodes make.
    static let xmlDocument = DotNetMembers(
        """
        CodeMethod ToString
          static string XmlNode(psobject instance)
        AppendChild
          System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)
        Clone
          System.Xml.XmlNode Clone()
          System.Object ICloneable.Clone()
        CloneNode
          System.Xml.XmlNode CloneNode(bool deep)
        CreateAttribute
          System.Xml.XmlAttribute CreateAttribute(string name)
          System.Xml.XmlAttribute CreateAttribute(string qualifiedName, string namespaceURI)
          System.Xml.XmlAttribute CreateAttribute(string prefix, string localName, string namespaceURI)
        CreateCDataSection
          System.Xml.XmlCDataSection CreateCDataSection(string data)
        CreateComment
          System.Xml.XmlComment CreateComment(string data)
        CreateDocumentFragment
          System.Xml.XmlDocumentFragment CreateDocumentFragment()
        CreateDocumentType
          System.Xml.XmlDocumentType CreateDocumentType(string name, string publicId, string systemId, string
            internalSubset)
        CreateElement
          System.Xml.XmlElement CreateElement(string name)
          System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)
          System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)
        CreateEntityReference
          System.Xml.XmlEntityReference CreateEntityReference(string name)
        CreateNavigator
          System.Xml.XPath.XPathNavigator CreateNavigator()
          System.Xml.XPath.XPathNavigator IXPathNavigable.CreateNavigator()
        CreateNode
          System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string prefix, string name, string namespaceURI)
          System.Xml.XmlNode CreateNode(string nodeTypeString, string name, string namespaceURI)
          System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string name, string namespaceURI)
        CreateProcessingInstruction
          System.Xml.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)
        CreateSignificantWhitespace
          System.Xml.XmlSignificantWhitespace CreateSignificantWhitespace(string text)
        CreateTextNode
          System.Xml.XmlText CreateTextNode(string text)
        CreateWhitespace
          System.Xml.XmlWhitespace CreateWhitespace(string text)
        CreateXmlDeclaration
          System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)
        Equals
          bool Equals(System.Object obj)
        GetElementById
          System.Xml.XmlElement GetElementById(string elementId)
        GetElementsByTagName
          System.Xml.XmlNodeList GetElementsByTagName(string name)
          System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)
        GetEnumerator
          System.Collections.IEnumerator GetEnumerator()
          System.Collections.IEnumerator IEnumerable.GetEnumerator()
        GetHashCode
          int GetHashCode()
        GetNamespaceOfPrefix
          string GetNamespaceOfPrefix(string prefix)
        GetPrefixOfNamespace
          string GetPrefixOfNamespace(string namespaceURI)
        GetType
          type GetType()
        ImportNode
          System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)
        InsertAfter
          System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)
        InsertBefore
          System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)
        Load
          void Load(string filename)
          void Load(System.IO.Stream inStream)
          void Load(System.IO.TextReader txtReader)
          void Load(System.Xml.XmlReader reader)
        LoadXml
          void LoadXml(string xml)
        Normalize
          void Normalize()
        PrependChild
          System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)
        ReadNode
          System.Xml.XmlNode ReadNode(System.Xml.XmlReader reader)
        RemoveAll
          void RemoveAll()
        RemoveChild
          System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)
        ReplaceChild
          System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)
        Save
          void Save(string filename)
          void Save(System.IO.Stream outStream)
          void Save(System.IO.TextWriter writer)
          void Save(System.Xml.XmlWriter w)
        SelectNodes
          System.Xml.XmlNodeList SelectNodes(string xpath)
          System.Xml.XmlNodeList SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr)
        SelectSingleNode
          System.Xml.XmlNode SelectSingleNode(string xpath)
          System.Xml.XmlNode SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr)
        Supports
          bool Supports(string feature, string version)
        Validate
          void Validate(System.Xml.Schema.ValidationEventHandler validationEventHandler)
          void Validate(System.Xml.Schema.ValidationEventHandler validationEventHandler, System.Xml.XmlNode
            nodeToValidate)
        WriteContentTo
          void WriteContentTo(System.Xml.XmlWriter xw)
        WriteTo
          void WriteTo(System.Xml.XmlWriter w)
        ParameterizedProperty Item
          System.Xml.XmlElement Item(string name) {get;}
          System.Xml.XmlElement Item(string localname, string ns) {get;}
        """
    )

    /// System.Management.Automation.ProgressRecord
    static let progress = DotNetMembers(
        """
        Equals
          bool Equals(System.Object obj)
        GetHashCode
          int GetHashCode()
        GetType
          type GetType()
        ToString
          string ToString()
        Property Activity
          string Activity {get;set;}
        Property ActivityId
          int ActivityId {get;}
        Property CurrentOperation
          string CurrentOperation {get;set;}
        Property ParentActivityId
          int ParentActivityId {get;set;}
        Property PercentComplete
          int PercentComplete {get;set;}
        Property RecordType
          System.Management.Automation.ProgressRecordType RecordType {get;set;}
        Property SecondsRemaining
          int SecondsRemaining {get;set;}
        Property StatusDescription
          string StatusDescription {get;set;}
        """
    )
}
