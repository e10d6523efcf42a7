import JSONDocument

/// The metaschemas of the drafts 4, 6 and 7, each in one document.
struct ClassicMetaschema {
  let draft: SchemaDraft

  var document: JSONValue {
    let uri = (draft.metaschemaURI ?? "") + "#"
    var members: [(key: String, value: JSONValue)] = [
      (draft == .four ? "id" : "$id", .string(uri)), ("$schema", .string(uri)), ("title", "Core schema meta-schema"),
      ("definitions", definitions), ("type", draft == .four ? "object" : ["object", "boolean"]),
      ("properties", .object(JSONObject(keywords.map { (key: $0.0, value: value($0.1)) }))),
    ]
    if draft == .four {
      members.append(("dependencies", ["exclusiveMaximum": ["maximum"], "exclusiveMinimum": ["minimum"]]))
    }
    members.append(("default", draft == .four ? [:] : true))
    return .object(JSONObject(members))
  }

  private var keywords: [(String, KeywordShape)] {
    var table: [(String, KeywordShape)] =
      draft == .four
      ? [("id", .text), ("$schema", .text)]
      : [("$id", .uriReference), ("$schema", .uri), ("$ref", .uriReference)]
    if draft == .seven { table.append(("$comment", .text)) }
    table += KeywordTable.annotations.filter { draft == .seven || !["readOnly", "writeOnly"].contains($0.0) }
    table += KeywordTable.limits + KeywordTable.applicators
    table += [("items", .schemaOrSchemas), ("additionalItems", .schema), ("definitions", .schemaMap), ("dependencies", .dependencies)]
    table.append(("format", .text))
    if draft == .seven { table += KeywordTable.content }
    let dialect = SchemaDialect.published.first { $0.draft == draft }
    return table.filter { (dialect?.knows($0.0) ?? true) && (draft != .four || $0.0 != "examples") }.map { ($0.0, shape(of: $0)) }
  }

  private func shape(of row: (String, KeywordShape)) -> KeywordShape {
    guard draft == .four else { return row.1 }
    switch row.0 {
    case "exclusiveMaximum", "exclusiveMinimum": return .boolean
    case "additionalItems", "additionalProperties": return .schemaOrBoolean
    case "enum": return .filledValues
    default: return row.1
    }
  }

  private var definitions: JSONValue {
    [
      "schemaArray": ["type": "array", "minItems": 1, "items": ["$ref": "#"]],
      "nonNegativeInteger": ["type": "integer", "minimum": 0],
      "nonNegativeIntegerDefault0": ["allOf": [["$ref": "#/definitions/nonNegativeInteger"], ["default": 0]]],
      "simpleTypes": ["enum": MetaschemaParts.types],
      "stringArray": draft == .four
        ? ["type": "array", "items": ["type": "string"], "minItems": 1, "uniqueItems": true]
        : ["type": "array", "items": ["type": "string"], "uniqueItems": true],
    ]
  }

  private func value(_ shape: KeywordShape) -> JSONValue {
    MetaschemaParts(
      own: ["$ref": "#"], folder: "#/definitions/",
      positive: draft == .four ? ["type": "number", "minimum": 0, "exclusiveMinimum": true] : ["type": "number", "exclusiveMinimum": 0]
    ).value(shape)
  }
}
