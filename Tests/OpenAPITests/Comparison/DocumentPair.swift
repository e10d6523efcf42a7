import OpenAPI
import Testing

/// One operation in two documents, and the kinds of changes between them.
struct DocumentPair: Sendable, CustomTestStringConvertible {
  let name: String
  let base: String
  let revision: String
  let kinds: [Change.Kind]
  let back: [Change.Kind]

  var testDescription: String { name }

  /// - Parameters:
  ///   - kinds: from base to revision, notes included.
  ///   - back: from revision to base.
  init(_ name: String, _ base: String, _ revision: String, _ kinds: [Change.Kind] = [], back: [Change.Kind] = []) {
    (self.name, self.base, self.revision, self.kinds, self.back) = (name, base, revision, kinds, back)
  }

  private static func get(_ rest: String, path: String = "/t") -> String {
    "\(path):\n  get:\n    responses: {'200': {description: ok}}\n    \(rest)\n"
  }

  private static func parameters(
    _ name: String, _ base: String, _ revision: String, _ kinds: [Change.Kind] = [], back: [Change.Kind] = []
  ) -> DocumentPair {
    DocumentPair(name, get("parameters: [{\(base)}]"), get("parameters: [{\(revision)}]"), kinds, back: back)
  }

  private static func responses(
    _ name: String, _ base: String, _ revision: String, _ kinds: [Change.Kind] = [], back: [Change.Kind] = []
  ) -> DocumentPair {
    DocumentPair(
      name, "/t:\n  get:\n    responses: {\(base)}\n", "/t:\n  get:\n    responses: {\(revision)}\n", kinds, back: back)
  }

  private static func bodies(
    _ name: String, _ base: String, _ revision: String, _ kinds: [Change.Kind] = [], back: [Change.Kind] = []
  ) -> DocumentPair {
    func post(_ body: String) -> String { "/t:\n  post:\n    responses: {'204': {description: ok}}\n    \(body)\n" }
    return DocumentPair(name, post(base), post(revision), kinds, back: back)
  }

  static let operations: [DocumentPair] = [
    .init(
      "an operation removed", get("") + "  post: {responses: {'204': {description: x}}}\n", get(""), [.operationRemoved],
      back: [.operationAdded]),
    .init("a path removed", get("") + get("", path: "/u"), get(""), [.pathRemoved], back: [.operationAdded]),
    .init(
      "a path with two operations removed", get("") + get("", path: "/u") + "  post: {responses: {'204': {description: x}}}\n", get(""),
      [.pathRemoved],
      back: [.operationAdded, .operationAdded]),
    .init(
      "a path parameter renamed", get("parameters: [{name: id, in: path, required: true, schema: {type: string}}]", path: "'/u/{id}'"),
      get("parameters: [{name: user, in: path, required: true, schema: {type: string}}]", path: "'/u/{user}'"), [.pathParameterRenamed],
      back: [.pathParameterRenamed]),
    .init("an operation renamed", get("operationId: a"), get("operationId: b"), [.operationIDChanged], back: [.operationIDChanged]),
    .init("an operation described otherwise", get("summary: a"), get("summary: b\n    tags: [x]")),
    .init("deprecated without a day", get(""), get("deprecated: true"), [.deprecatedWithoutSunset]),
    .init("deprecated with a day", get(""), get("deprecated: true\n    x-sunset: '2030-01-01'"), [.operationDeprecated]),
    .init("deprecated with a day that has passed", get(""), get("deprecated: true\n    x-sunset: '2020-01-01'"), [.sunsetMovedEarlier]),
    .init("a day that is none", get(""), get("deprecated: true\n    x-sunset: soon"), [.sunsetUnreadable]),
    .init(
      "a day moved earlier", get("deprecated: true\n    x-sunset: '2031-01-01'"), get("deprecated: true\n    x-sunset: '2030-01-01'"),
      [.sunsetMovedEarlier]),
    .init(
      "removed after its day", get("") + get("deprecated: true\n    x-sunset: '2020-01-01'", path: "/u"), get(""),
      [.sunsetOperationRemoved],
      back: [.operationAdded]),
    .init(
      "removed before its day", get("") + get("deprecated: true\n    x-sunset: '2030-01-01'", path: "/u"), get(""), [.operationRemoved],
      back: [.operationAdded]),
    .init("removed while deprecated", get("") + get("deprecated: true", path: "/u"), get(""), [.pathRemoved], back: [.operationAdded]),
  ]

  static let parameters: [DocumentPair] = [
    .init(
      "a required parameter added", get(""), get("parameters: [{name: a, in: query, required: true, schema: {type: string}}]"),
      [.requiredParameterAdded], back: [.parameterRemoved]),
    .init(
      "an optional parameter added", get(""), get("parameters: [{name: a, in: query, schema: {type: string}}]"), [.parameterAdded],
      back: [.parameterRemoved]),
    parameters("made required", "name: a, in: query", "name: a, in: query, required: true", [.parameterBecameRequired]),
    parameters("moved", "name: a, in: query", "name: a, in: header", [.parameterMoved], back: [.parameterMoved]),
    parameters("a header in another case", "name: X-Id, in: header", "name: x-id, in: header"),
    parameters(
      "a maximum lowered", "name: a, in: query, schema: {type: integer, maximum: 100}",
      "name: a, in: query, schema: {type: integer, maximum: 50}",
      [.requestSchemaNarrowed]),
    parameters(
      "an enum value removed", "name: a, in: query, schema: {enum: [x, y]}", "name: a, in: query, schema: {enum: [x]}",
      [.requestEnumValueRemoved]),
    parameters(
      "text is wider than numbers", "name: a, in: query, schema: {type: integer}", "name: a, in: query, schema: {type: string}", [],
      back: [.requestTypeChanged]),
    parameters(
      "numbers in an enum of texts", "name: a, in: query, schema: {enum: ['1', '2']}", "name: a, in: query, schema: {type: integer}", [],
      back: [.requestEnumValueRemoved]),
    parameters(
      "null has no spelling", "name: a, in: query, schema: {type: [string, 'null']}", "name: a, in: query, schema: {type: string}"),
    parameters(
      "an array exploded", "name: a, in: query, explode: false, schema: {type: array, items: {type: string}}",
      "name: a, in: query, schema: {type: array, items: {type: string}}", [.parameterStyleChanged], back: [.parameterStyleChanged]),
    parameters(
      "a scalar exploded", "name: a, in: query, explode: false, schema: {type: string}", "name: a, in: query, schema: {type: string}"),
    parameters(
      "an array with pipes", "name: a, in: query, explode: false, schema: {type: array, items: {type: string}}",
      "name: a, in: query, explode: false, style: pipeDelimited, schema: {type: array, items: {type: string}}", [.parameterStyleChanged],
      back: [.parameterStyleChanged]),
    parameters(
      "described by content", "name: a, in: query, schema: {type: string}",
      "name: a, in: query, content: {application/json: {schema: {type: string}}}",
      [.parameterStyleChanged], back: [.parameterStyleChanged]),
    parameters(
      "another default", "name: a, in: query, schema: {type: integer, default: 10}",
      "name: a, in: query, schema: {type: integer, default: 20}",
      [.parameterDefaultChanged], back: [.parameterDefaultChanged]),
    parameters(
      "items narrowed", "name: a, in: query, schema: {type: array, items: {type: integer}}",
      "name: a, in: query, schema: {type: array, items: {type: integer, minimum: 0}}", [.requestSchemaNarrowed]),
    parameters("a schema where there was none", "name: a, in: query", "name: a, in: query, schema: {type: integer}", [.requestTypeChanged]),
  ]

  private static let json = "content: {application/json: {schema: {type: object}}}"

  static let bodies: [DocumentPair] = [
    bodies(
      "a required body added", "", "requestBody: {required: true, \(json)}", [.requiredRequestBodyAdded], back: [.requestMediaTypeRemoved]),
    bodies("an optional body added", "", "requestBody: {\(json)}", [.requestBodyAdded], back: [.requestMediaTypeRemoved]),
    bodies("a body made required", "requestBody: {\(json)}", "requestBody: {required: true, \(json)}", [.requestBodyBecameRequired]),
    bodies(
      "a media type removed", "requestBody: {content: {application/json: {}, text/plain: {}}}",
      "requestBody: {content: {application/json: {}}}",
      [.requestMediaTypeRemoved]),
    bodies(
      "a media type covered by a range", "requestBody: {content: {application/json: {}}}", "requestBody: {content: {'application/*': {}}}",
      [], back: [.requestMediaTypeRemoved]),
    bodies(
      "a media type with a parameter", "requestBody: {content: {application/json: {}}}",
      "requestBody: {content: {application/json; charset=utf-8: {}}}"),
    bodies(
      "a form's field narrowed",
      "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: integer}}}}}}",
      "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: integer, minimum: 5}}}}}}",
      [.requestSchemaNarrowed]),
    bodies(
      "what is read only isn't sent",
      "requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: string, readOnly: true}, a: {type: string}}}}}}",
      "requestBody: {content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}, a: {type: string}}}}}}"
    ),
    bodies(
      "two causes are two changes",
      "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: integer, maximum: 9}, b: {type: string, maxLength: 9}}}}}}",
      "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: integer, maximum: 5}, b: {type: string, maxLength: 5}}}}}}",
      [.requestSchemaNarrowed, .requestSchemaNarrowed]),
    bodies(
      "two properties made required are two changes",
      "requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: integer}, b: {type: string}}}}}}",
      "requestBody: {content: {application/json: {schema: {type: object, required: [a, b], properties: {a: {type: integer}, b: {type: string}}}}}}",
      [.requestPropertyBecameRequired, .requestPropertyBecameRequired]),
  ]

  static let responses: [DocumentPair] = [
    responses(
      "a success status removed", "'200': {description: a}, '201': {description: b}", "'200': {description: a}", [.successStatusRemoved],
      back: [.successStatusAdded]),
    responses(
      "an error status removed", "'200': {description: a}, '404': {description: b}", "'200': {description: a}", [.statusRemoved],
      back: [.statusAdded]),
    responses("a status covered by its class", "'200': {description: a}", "2XX: {description: a}", []),
    responses(
      "a media type removed", "'200': {description: a, content: {application/json: {}, text/csv: {}}}",
      "'200': {description: a, content: {application/json: {}}}", [.responseMediaTypeRemoved], back: [.responseMediaTypeAdded]),
    responses(
      "a body removed", "'200': {description: a, content: {application/json: {}}}", "'200': {description: a}", [.responseBodyRemoved]),
    responses(
      "a required header removed", "'200': {description: a, headers: {ETag: {required: true, schema: {type: string}}}}",
      "'200': {description: a}",
      [.responseHeaderRemoved]),
    responses(
      "a header made optional", "'200': {description: a, headers: {ETag: {required: true, schema: {type: string}}}}",
      "'200': {description: a, headers: {etag: {schema: {type: string}}}}", [.responseHeaderBecameOptional]),
    responses(
      "a header's values widened", "'200': {description: a, headers: {X-Left: {required: true, schema: {type: integer, minimum: 0}}}}",
      "'200': {description: a, headers: {X-Left: {required: true, schema: {type: integer}}}}", [.responseSchemaWidened]),
    responses(
      "a status of default compared", "default: {description: a, content: {application/json: {schema: {type: object, required: [code]}}}}",
      "default: {description: a, content: {application/json: {schema: {type: object}}}}", [.responsePropertyBecameOptional]),
    responses(
      "an error spelled out that default covered",
      "default: {description: a, content: {application/json: {schema: {type: object, required: [code]}}}}",
      "'404': {description: b, content: {application/json: {schema: {type: object}}}}, default: {description: a, content: {application/json: {schema: {type: object, required: [code]}}}}",
      [.responsePropertyBecameOptional]),
    responses(
      "what is write only isn't answered",
      "'200': {description: a, content: {application/json: {schema: {type: object, required: [p], properties: {p: {type: string, writeOnly: true}}}}}}",
      "'200': {description: a, content: {application/json: {schema: {type: object, properties: {p: {type: integer, writeOnly: true}}}}}}"),
    responses(
      "a property that is no longer described",
      "'200': {description: a, content: {application/json: {schema: {type: object, properties: {p: {type: string}, q: {type: string}}}}}}",
      "'200': {description: a, content: {application/json: {schema: {type: object, properties: {p: {type: string}}}}}}",
      [.responsePropertyRemoved]),
    responses(
      "a property added to a closed answer",
      "'200': {description: a, content: {application/json: {schema: {type: object, properties: {p: {type: string}}, additionalProperties: false}}}}",
      "'200': {description: a, content: {application/json: {schema: {type: object, properties: {p: {type: string}, q: {type: string}}, additionalProperties: false}}}}",
      [.responseSchemaWidened], back: [.responsePropertyRemoved]),
  ]
}
