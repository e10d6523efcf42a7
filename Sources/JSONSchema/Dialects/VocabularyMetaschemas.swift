import JSONDocument

/// The metaschemas of 2019-09 and 2020-12: one document for each vocabulary, and one that joins them.
struct VocabularyMetaschemas {
  let draft: SchemaDraft

  private var isNewest: Bool { draft == .year2020 }
  private var root: String { isNewest ? "https://json-schema.org/draft/2020-12/" : "https://json-schema.org/draft/2019-09/" }
  /// "Any schema, in the dialect that the outermost metaschema describes."
  private var own: JSONValue { isNewest ? ["$dynamicRef": "#meta"] : ["$recursiveRef": "#"] }

  var documents: [String: JSONValue] {
    var documents: [String: JSONValue] = [root + "schema": joined]
    for (name, keywords) in vocabularies { documents[root + "meta/" + name] = document(name, keywords) }
    if isNewest { documents[root + "meta/format-assertion"] = document("format-assertion", [("format", .text)]) }
    return documents
  }

  private var vocabularies: [(name: String, keywords: [(String, KeywordShape)])] {
    let core: [(String, KeywordShape)] = [
      ("$id", .identifier), ("$schema", .uri), ("$ref", .uriReference), ("$anchor", .anchor), ("$vocabulary", .vocabularies),
      ("$comment", .text), ("$defs", .schemaMap),
    ]
    let unevaluated: [(String, KeywordShape)] = [("unevaluatedItems", .schema), ("unevaluatedProperties", .schema)]
    let annotations = KeywordTable.annotations + [("deprecated", .falseByDefault)]
    let validation = KeywordTable.limits + KeywordTable.containsLimits
    let content = KeywordTable.content + [("contentSchema", .schema)]
    if isNewest {
      return [
        ("core", core + [("$dynamicRef", .uriReference), ("$dynamicAnchor", .anchor)]),
        ("applicator", KeywordTable.applicators + [("prefixItems", .schemas), ("items", .schema)]), ("unevaluated", unevaluated),
        ("validation", validation), ("meta-data", annotations), ("format-annotation", [("format", .text)]), ("content", content),
      ]
    }
    return [
      ("core", core + [("$recursiveRef", .uriReference), ("$recursiveAnchor", .falseByDefault)]),
      ("applicator", KeywordTable.applicators + [("additionalItems", .schema), ("items", .schemaOrSchemas)] + unevaluated),
      ("validation", validation), ("meta-data", annotations), ("format", [("format", .text)]), ("content", content),
    ]
  }

  private func document(_ name: String, _ keywords: [(String, KeywordShape)]) -> JSONValue {
    var members = head("meta/" + name)
    members.append(("$vocabulary", .object([root + "vocab/" + name: true])))
    members.append(("properties", .object(JSONObject(keywords.map { (key: $0.0, value: parts.value($0.1)) }))))
    members.append(("$defs", definitions))
    return .object(JSONObject(members))
  }

  private var joined: JSONValue {
    var members = head("schema")
    var use = JSONObject()
    for (name, _) in vocabularies { use.append(root + "vocab/" + name, .bool(isNewest || name != "format")) }
    members.append(("$vocabulary", .object(use)))
    members.append(("allOf", .array(vocabularies.map { ["$ref": .string("meta/" + $0.name)] })))
    // The keywords of older drafts that are still checked.
    members.append(
      (
        "properties",
        [
          "definitions": parts.value(.schemaMap), "dependencies": parts.value(.dependencies),
          "$recursiveAnchor": isNewest ? parts.value(.anchor) : parts.value(.boolean), "$recursiveRef": parts.value(.uriReference),
        ]
      ))
    members.append(("$defs", definitions))
    return .object(JSONObject(members))
  }

  private func head(_ name: String) -> [(key: String, value: JSONValue)] {
    [
      ("$schema", .string(root + "schema")), ("$id", .string(root + name)),
      isNewest ? ("$dynamicAnchor", "meta") : ("$recursiveAnchor", true), ("type", ["object", "boolean"]),
    ]
  }

  private var parts: MetaschemaParts {
    MetaschemaParts(own: own, folder: "#/$defs/", positive: ["type": "number", "exclusiveMinimum": 0])
  }

  private var definitions: JSONValue {
    [
      "schemaArray": ["type": "array", "minItems": 1, "items": own],
      "nonNegativeInteger": ["type": "integer", "minimum": 0],
      "nonNegativeIntegerDefault0": ["$ref": "#/$defs/nonNegativeInteger", "default": 0],
      "simpleTypes": ["enum": MetaschemaParts.types],
      "stringArray": ["type": "array", "items": ["type": "string"], "uniqueItems": true, "default": []],
    ]
  }
}
