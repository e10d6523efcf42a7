import JSONDocument
import OpenAPI
import Testing

@Suite struct BodyEncodingTests {
  private func text(_ body: EncodedBody) -> String { String(decoding: body.bytes, as: UTF8.self) }

  @Test("writes JSON as it is")
  func json() throws {
    let (encoding, _) = try EncodingSamples.body("application/vnd.a+json", #"{"schema": {}}"#)
    let body = try encoding.encode(["a": [1, nil]])
    #expect(body.contentType == "application/vnd.a+json")
    #expect(text(body) == #"{"a":[1,null]}"#)
  }

  @Test("writes forms by the style of each property")
  func form() throws {
    let media = #"""
      {"schema": {"type": "object", "properties": {"tags": {"type": "array"}, "deep": {"type": "object"}, "meta": {"type": "object"}}},
       "encoding": {"tags": {"style": "pipeDelimited", "explode": false}, "deep": {"style": "deepObject"}}}
      """#
    let (encoding, _) = try EncodingSamples.body("application/x-www-form-urlencoded", media)
    let value: JSONValue = ["name": "a b&c", "tags": ["x", "y"], "deep": ["k": 1], "meta": ["m": 2], "list": [1, 2]]
    let body = try encoding.encode(value)
    #expect(text(body) == "name=a%20b%26c&tags=x%7Cy&deep%5Bk%5D=1&meta=%7B%22m%22%3A2%7D&list=1&list=2")
  }

  @Test("writes a part for each property, with its type and headers, and the same boundary for the same seed")
  func multipart() throws {
    let media = #"""
      {"schema": {"type": "object", "properties": {"meta": {"type": "object"}, "file": {"type": "string", "format": "binary"},
        "icon": {"type": "string"}, "note": {"type": "string"}}},
       "encoding": {"icon": {"contentType": "image/png, image/jpeg", "headers": {"X-Kind": {"schema": {"type": "string", "default": "small"}}}}}}
      """#
    let (encoding, _) = try EncodingSamples.body("multipart/form-data", media)
    let value: JSONValue = ["meta": ["a": 1], "file": "bytes", "icon": "pixels", "note": "hi", "more": ["x", "y"]]
    let body = try encoding.encode(value, seed: 7)
    let again = try encoding.encode(value, seed: 7)
    let other = try encoding.encode(value, seed: 8)
    #expect(body == again)
    #expect(body.contentType != other.contentType)
    let boundary = body.contentType.split(separator: "boundary=").last.map(String.init) ?? ""
    let expected =
      [
        #"form-data; name="meta""# + "\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n",
        #"form-data; name="file"; filename="file""# + "\r\nContent-Type: application/octet-stream\r\n\r\nbytes\r\n",
        #"form-data; name="icon"; filename="file""# + "\r\nContent-Type: image/png\r\nX-Kind: small\r\n\r\npixels\r\n",
        #"form-data; name="note""# + "\r\nContent-Type: text/plain\r\n\r\nhi\r\n",
        #"form-data; name="more""# + "\r\nContent-Type: text/plain\r\n\r\nx\r\n",
        #"form-data; name="more""# + "\r\nContent-Type: text/plain\r\n\r\ny\r\n",
      ].map { "--\(boundary)\r\nContent-Disposition: \($0)" }.joined() + "--\(boundary)--\r\n"
    #expect(text(body) == expected)
  }

  @Test("writes XML by the names, attributes, wrappers and namespaces of the schema")
  func xml() throws {
    let schemas = #"""
      {"Book": {"type": "object", "xml": {"namespace": "urn:b", "prefix": "b"}, "properties": {
        "id": {"type": "integer", "xml": {"attribute": true}}, "title": {"type": "string", "xml": {"name": "heading"}},
        "tags": {"type": "array", "xml": {"wrapped": true}, "items": {"type": "string", "xml": {"name": "tag"}}},
        "pages": {"type": "array", "items": {"type": "integer"}}}}}
      """#
    let (encoding, _) = try EncodingSamples.body(
      "application/xml", ##"{"schema": {"$ref": "#/components/schemas/Book"}}"##, schemas: schemas)
    let body = try encoding.encode(["id": 5, "title": "a < b & c", "tags": ["x", "y"], "pages": [1, 2]])
    let expected =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<b:Book xmlns:b=\"urn:b\" id=\"5\"><heading>a &lt; b &amp; c</heading>"
      + "<tags><tag>x</tag><tag>y</tag></tags><pages>1</pages><pages>2</pages></b:Book>"
    #expect(text(body) == expected)
    #expect(throws: EncodingError.self) { try encoding.encode(["title": "\u{1}"]) }
    #expect(throws: EncodingError.self) { try encoding.encode(["not a name": 1]) }
  }

  @Test("writes text and bytes as they are, and refuses what has no form")
  func plain() throws {
    let (encoding, _) = try EncodingSamples.body("text/plain", #"{"schema": {"type": "string"}}"#)
    #expect(text(try encoding.encode("hello")) == "hello")
    #expect(throws: EncodingError.self) { try encoding.encode(["a": 1]) }
    let (range, _) = try EncodingSamples.body("image/*", #"{"schema": {"type": "string"}}"#)
    #expect(try range.encode("x").contentType == "image/octet-stream")
  }
}
