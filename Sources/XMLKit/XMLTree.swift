import CLibXML2

/// An element with everything below it: a small face for reading, not for editing.
public struct XMLTree: Sendable, Equatable {
  /// An attribute, its value unescaped.
  public struct Attribute: Sendable, Equatable {
    public let name: String
    public let value: String
  }

  /// The name without a prefix.
  public let name: String
  /// The namespace's address, where there is one.
  public let namespace: String?
  /// In the order of the document.
  public let attributes: [Attribute]
  /// The elements directly inside, in the order of the document.
  public let children: [XMLTree]
  /// The text directly inside, joined, unescaped.
  public let text: String
  /// The line of the start tag, from 1.
  public let line: Int

  /// Parses a document and gives its root. See ``XMLError`` for what is refused.
  public static func parse(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLTree {
    let document = try ParsedDocument(bytes, limits: limits)
    guard let root = xmlDocGetRootElement(document.pointer) else {
      throw .malformed(XMLProblem(line: 0, message: "there is no root element"))
    }
    return withExtendedLifetime(document) { XMLTree(root) }
  }

  /// The value of the attribute with that name, nil where there is none.
  public subscript(attribute: String) -> String? {
    attributes.first { $0.name == attribute }?.value
  }

  /// The elements directly inside that have the name.
  public func children(named name: String) -> [XMLTree] {
    children.filter { $0.name == name }
  }

  /// All elements below that have the name, in the order of the document.
  public func descendants(named name: String) -> [XMLTree] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.descendants(named: name) }
  }

  /// Recursion is as deep as ``XMLLimits/maximumDepth`` allows.
  private init(_ node: xmlNodePtr) {
    var attributes: [Attribute] = []
    var attribute = node.pointee.properties
    while let current = attribute {
      attributes.append(Attribute(name: LibXML.text(current.pointee.name), value: Self.text(current.pointee.children)))
      attribute = current.pointee.next
    }
    var children: [XMLTree] = []
    var child = xmlFirstElementChild(node)
    while let current = child {
      children.append(XMLTree(current))
      child = xmlNextElementSibling(current)
    }
    name = LibXML.text(node.pointee.name)
    namespace = node.pointee.ns.map { LibXML.text($0.pointee.href) }
    self.attributes = attributes
    self.children = children
    text = Self.text(node.pointee.children)
    line = Int(xmlGetLineNo(node))
  }

  /// The text and CDATA nodes among siblings, joined.
  private static func text(_ first: xmlNodePtr?) -> String {
    var pieces: [String] = []
    var node = first
    while let current = node {
      if current.pointee.type == XML_TEXT_NODE || current.pointee.type == XML_CDATA_SECTION_NODE {
        pieces.append(LibXML.text(current.pointee.content))
      }
      node = current.pointee.next
    }
    return pieces.joined()
  }
}
