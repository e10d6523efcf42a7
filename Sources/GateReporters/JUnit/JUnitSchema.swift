/// The schemas of the two JUnit profiles, compiled in, so that a report is checked before it is handed out.
///
/// The same text stands in `contracts/schemas/junit-strict.xsd` and `junit-annotated.xsd`; a test compares them.
enum JUnitSchema {
  static let strict = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
      <xs:annotation>
        <xs:documentation>Gatehouse's JUnit report, strict profile: the elements and attributes that every reader in wide use accepts.</xs:documentation>
      </xs:annotation>

      <xs:element name="testsuites">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="testsuite" type="Suite" maxOccurs="unbounded"/>
          </xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="time" type="Seconds" use="required"/>
          <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
        </xs:complexType>
        <xs:unique name="suiteNames">
          <xs:selector xpath="testsuite"/>
          <xs:field xpath="@name"/>
        </xs:unique>
      </xs:element>

      <xs:complexType name="Suite">
        <xs:annotation>
          <xs:documentation>One gate, or "gatehouse": the run itself with its verdict.</xs:documentation>
        </xs:annotation>
        <xs:sequence>
          <xs:element name="properties" type="Properties"/>
          <xs:element name="testcase" type="Case" minOccurs="0" maxOccurs="unbounded"/>
        </xs:sequence>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="time" type="Seconds" use="required"/>
      </xs:complexType>

      <xs:complexType name="Properties">
        <xs:sequence>
          <xs:element name="property" maxOccurs="unbounded">
            <xs:complexType>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attribute name="value" type="xs:string" use="required"/>
            </xs:complexType>
          </xs:element>
        </xs:sequence>
      </xs:complexType>

      <xs:complexType name="Case">
        <xs:annotation>
          <xs:documentation>A case passed where it holds neither failure, error nor skipped.</xs:documentation>
        </xs:annotation>
        <xs:sequence>
          <xs:choice minOccurs="0">
            <xs:element name="failure" type="Result"/>
            <xs:element name="error" type="Result"/>
            <xs:element name="skipped" type="Result"/>
          </xs:choice>
          <xs:element name="system-out" type="xs:string" minOccurs="0"/>
        </xs:sequence>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="classname" type="xs:string" use="required"/>
        <xs:attribute name="time" type="Seconds" use="required"/>
      </xs:complexType>

      <xs:complexType name="Result">
        <xs:simpleContent>
          <xs:extension base="xs:string">
            <xs:attribute name="type" type="xs:string" use="required"/>
            <xs:attribute name="message" type="xs:string" use="required"/>
          </xs:extension>
        </xs:simpleContent>
      </xs:complexType>

      <xs:simpleType name="Seconds">
        <xs:annotation>
          <xs:documentation>Seconds with three decimals and no grouping.</xs:documentation>
        </xs:annotation>
        <xs:restriction base="xs:string">
          <xs:pattern value="[0-9]+\.[0-9]{3}"/>
        </xs:restriction>
      </xs:simpleType>
    </xs:schema>

    """#

  static let annotated = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
      <xs:annotation>
        <xs:documentation>Gatehouse's JUnit report, annotated profile: the strict profile, and at each case the file and the line that it is about.</xs:documentation>
      </xs:annotation>

      <xs:element name="testsuites">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="testsuite" type="Suite" maxOccurs="unbounded"/>
          </xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="time" type="Seconds" use="required"/>
          <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
        </xs:complexType>
        <xs:unique name="suiteNames">
          <xs:selector xpath="testsuite"/>
          <xs:field xpath="@name"/>
        </xs:unique>
      </xs:element>

      <xs:complexType name="Suite">
        <xs:annotation>
          <xs:documentation>One gate, or "gatehouse": the run itself with its verdict.</xs:documentation>
        </xs:annotation>
        <xs:sequence>
          <xs:element name="properties" type="Properties"/>
          <xs:element name="testcase" type="Case" minOccurs="0" maxOccurs="unbounded"/>
        </xs:sequence>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
        <xs:attribute name="time" type="Seconds" use="required"/>
      </xs:complexType>

      <xs:complexType name="Properties">
        <xs:sequence>
          <xs:element name="property" maxOccurs="unbounded">
            <xs:complexType>
              <xs:attribute name="name" type="xs:string" use="required"/>
              <xs:attribute name="value" type="xs:string" use="required"/>
            </xs:complexType>
          </xs:element>
        </xs:sequence>
      </xs:complexType>

      <xs:complexType name="Case">
        <xs:annotation>
          <xs:documentation>A case passed where it holds neither failure, error nor skipped.</xs:documentation>
        </xs:annotation>
        <xs:sequence>
          <xs:choice minOccurs="0">
            <xs:element name="failure" type="Result"/>
            <xs:element name="error" type="Result"/>
            <xs:element name="skipped" type="Result"/>
          </xs:choice>
          <xs:element name="system-out" type="xs:string" minOccurs="0"/>
        </xs:sequence>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="classname" type="xs:string" use="required"/>
        <xs:attribute name="time" type="Seconds" use="required"/>
        <xs:attribute name="file" type="xs:string"/>
        <xs:attribute name="line" type="xs:positiveInteger"/>
      </xs:complexType>

      <xs:complexType name="Result">
        <xs:simpleContent>
          <xs:extension base="xs:string">
            <xs:attribute name="type" type="xs:string" use="required"/>
            <xs:attribute name="message" type="xs:string" use="required"/>
          </xs:extension>
        </xs:simpleContent>
      </xs:complexType>

      <xs:simpleType name="Seconds">
        <xs:annotation>
          <xs:documentation>Seconds with three decimals and no grouping.</xs:documentation>
        </xs:annotation>
        <xs:restriction base="xs:string">
          <xs:pattern value="[0-9]+\.[0-9]{3}"/>
        </xs:restriction>
      </xs:simpleType>
    </xs:schema>

    """#
}
