import OpenAPI
import Testing

/// Two schemas, and what the step from one to the other means.
struct SchemaPair: Sendable, CustomTestStringConvertible {
  let name: String
  let base: String
  let revision: String
  /// The kind of change for a request body; nil when it is silent.
  let request: Change.Kind?
  /// The kind of change for a response body; nil when it is silent.
  let response: Change.Kind?
  var components = ""
  var versions = ("3.1.0", "3.1.0")

  var testDescription: String { name }

  init(
    _ name: String, _ base: String, _ revision: String, request: Change.Kind? = nil, response: Change.Kind? = nil,
    components: String = "", versions: (String, String) = ("3.1.0", "3.1.0")
  ) {
    (self.name, self.base, self.revision) = (name, base, revision)
    (self.request, self.response, self.components, self.versions) = (request, response, components, versions)
  }
}

extension SchemaPair {
  /// Narrowed: breaking for requests, fine for responses; the other way round the kinds of ``widened`` hold.
  static let narrowed: [(SchemaPair, Change.Kind)] = [
    (
      .init("maximum lowered", #"{"type":"integer","maximum":100}"#, #"{"type":"integer","maximum":50}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init("maximum added", #"{"type":"number"}"#, #"{"type":"number","maximum":50}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init("minimum raised", #"{"type":"integer","minimum":0}"#, #"{"type":"integer","minimum":10}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "minimum of numbers made exclusive", #"{"type":"number","minimum":0}"#, #"{"type":"number","exclusiveMinimum":0}"#,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init("multipleOf added", #"{"type":"integer"}"#, #"{"type":"integer","multipleOf":5}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "multipleOf made coarser", #"{"type":"number","multipleOf":0.01}"#, #"{"type":"number","multipleOf":0.05}"#,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (.init("number to integer", #"{"type":"number"}"#, #"{"type":"integer"}"#, request: .requestTypeChanged), .responseTypeChanged),
    (
      .init("minLength raised", #"{"type":"string"}"#, #"{"type":"string","minLength":3}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "maxLength lowered", #"{"type":"string","maxLength":255}"#, #"{"type":"string","maxLength":64}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init("maxLength added", #"{"type":"string"}"#, #"{"type":"string","maxLength":10000}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init("pattern added", #"{"type":"string"}"#, ##"{"type":"string","pattern":"^[a-z]+$"}"##, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "pattern tightened", ##"{"type":"string","pattern":"^[a-z0-9]+$"}"##, ##"{"type":"string","pattern":"^[a-z]+$"}"##,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init("format added", #"{"type":"string"}"#, #"{"type":"string","format":"uuid"}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init("enum value removed", #"{"enum":["a","b","c"]}"#, #"{"enum":["a","b"]}"#, request: .requestEnumValueRemoved),
      .responseEnumValueAdded
    ),
    (
      .init("enum to const", #"{"type":"string","enum":["a","b"]}"#, #"{"const":"a"}"#, request: .requestEnumValueRemoved),
      .responseEnumValueAdded
    ),
    (
      .init("string to enum", #"{"type":"string"}"#, #"{"type":"string","enum":["a","b"]}"#, request: .requestEnumValueRemoved),
      .responseEnumValueAdded
    ),
    (.init("null taken away", #"{"type":["string","null"]}"#, #"{"type":"string"}"#, request: .requestTypeChanged), .responseTypeChanged),
    (
      .init("a type taken away", #"{"type":["string","integer"]}"#, #"{"type":"integer"}"#, request: .requestTypeChanged),
      .responseTypeChanged
    ),
    (.init("anything to a type", #"{}"#, #"{"type":"object"}"#, request: .requestTypeChanged), .responseTypeChanged),
    (
      .init(
        "a property made required", #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
        #"{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}"#, request: .requestPropertyBecameRequired),
      .responsePropertyBecameOptional
    ),
    (
      .init(
        "a property's range narrowed", #"{"type":"object","properties":{"a":{"type":"integer","maximum":9}}}"#,
        #"{"type":"object","properties":{"a":{"type":"integer","maximum":5}}}"#, request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "a required property's type narrowed", #"{"type":"object","required":["a"],"properties":{"a":{"type":["integer","string"]}}}"#,
        #"{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}"#, request: .requestTypeChanged), .responseTypeChanged
    ),
    (
      .init(
        "an open object closed", #"{"type":"object","properties":{"a":{}}}"#,
        #"{"type":"object","properties":{"a":{}},"additionalProperties":false}"#, request: .requestSchemaNarrowed), .responseObjectOpened
    ),
    (
      .init(
        "values of a map narrowed", #"{"type":"object","additionalProperties":{"type":"number"}}"#,
        #"{"type":"object","additionalProperties":{"type":"integer"}}"#, request: .requestTypeChanged), .responseTypeChanged
    ),
    (
      .init(
        "maxProperties added", #"{"type":"object","additionalProperties":{"type":"string"}}"#,
        #"{"type":"object","additionalProperties":{"type":"string"},"maxProperties":2}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "minProperties added", #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"#,
        #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"minProperties":1}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "maxItems lowered", #"{"type":"array","items":{"type":"string"},"maxItems":10}"#,
        #"{"type":"array","items":{"type":"string"},"maxItems":5}"#, request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "minItems raised", #"{"type":"array","items":{"type":"string"}}"#, #"{"type":"array","items":{"type":"string"},"minItems":1}"#,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "uniqueItems added", #"{"type":"array","items":{"type":"string"}}"#,
        #"{"type":"array","items":{"type":"string"},"uniqueItems":true}"#, request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "items narrowed", #"{"type":"array","items":{"type":"string"}}"#, #"{"type":"array","items":{"type":"string","maxLength":3}}"#,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "deep in arrays of objects",
        #"{"type":"array","items":{"type":"object","required":["p"],"properties":{"p":{"type":"object","properties":{"q":{"enum":[1,2,3]}}}}}}"#,
        #"{"type":"array","items":{"type":"object","required":["p"],"properties":{"p":{"type":"object","properties":{"q":{"enum":[1,2]}}}}}}"#,
        request: .requestEnumValueRemoved), .responseEnumValueAdded
    ),
    (
      .init(
        "an alternative taken away", #"{"oneOf":[{"type":"string"},{"type":"integer"},{"type":"boolean"}]}"#,
        #"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "a discriminated alternative taken away",
        #"{"oneOf":[{"type":"object","required":["k"],"properties":{"k":{"const":"a"}}},{"type":"object","required":["k"],"properties":{"k":{"const":"b"}}}]}"#,
        #"{"oneOf":[{"type":"object","required":["k"],"properties":{"k":{"const":"a"}}}]}"#, request: .requestEnumValueRemoved),
      .responseEnumValueAdded
    ),
    (
      .init(
        "an allOf part added", #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
        #"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"required":["a"]}]}"#, request: .requestPropertyBecameRequired),
      .responsePropertyBecameOptional
    ),
    (
      .init("not added", #"{"type":"string"}"#, #"{"type":"string","not":{"const":"a"}}"#, request: .requestSchemaNarrowed),
      .responseSchemaWidened
    ),
    (
      .init(
        "dependentRequired added", #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"#,
        #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"dependentRequired":{"a":["b"]}}"#,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "contains added", #"{"type":"array","items":{"type":"integer"}}"#,
        #"{"type":"array","items":{"type":"integer"},"contains":{"const":7}}"#, request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "propertyNames added", #"{"type":"object","additionalProperties":{"type":"string"}}"#,
        ##"{"type":"object","additionalProperties":{"type":"string"},"propertyNames":{"pattern":"^[a-z]+$"}}"##,
        request: .requestSchemaNarrowed), .responseSchemaWidened
    ),
    (
      .init(
        "a recursive tree narrowed", ##"{"$ref":"#/components/schemas/Wide"}"##, ##"{"$ref":"#/components/schemas/Slim"}"##,
        request: .requestSchemaNarrowed,
        components:
          ##""Wide":{"type":"object","properties":{"v":{"type":"integer","maximum":9},"next":{"$ref":"#/components/schemas/Wide"}}},"Slim":{"type":"object","properties":{"v":{"type":"integer","maximum":5},"next":{"$ref":"#/components/schemas/Slim"}}}"##
      ), .responseSchemaWidened
    ),
  ]

  /// Compatible for requests and responses alike.
  static let compatible: [SchemaPair] = [
    .init(
      "an optional property added to an open object, and for requests its schema is free",
      #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}"#),
    .init(
      "a required response property added is only a matter for requests", #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","default":1}}}"#),
  ]

  /// The same meaning in another spelling.
  static let equivalent: [SchemaPair] = [
    .init("a description", #"{"type":"string","description":"a"}"#, #"{"type":"string","description":"b","title":"T","example":"x"}"#),
    .init(
      "the order of members", #"{"type":"object","required":["a","b"],"properties":{"a":{"type":"string"},"b":{"type":"integer"}}}"#,
      #"{"properties":{"b":{"type":"integer"},"a":{"type":"string"}},"required":["b","a"],"type":"object"}"#),
    .init("the order of an enum", #"{"enum":["a","b",1]}"#, #"{"enum":[1,"b","a"]}"#),
    .init(
      "a reference inlined", ##"{"type":"object","properties":{"p":{"$ref":"#/components/schemas/P"}}}"##,
      #"{"type":"object","properties":{"p":{"type":"string","maxLength":5}}}"#, components: #""P":{"type":"string","maxLength":5}"#),
    .init(
      "allOf merged",
      #"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"required":["a"],"properties":{"b":{"type":"integer"}}}]}"#,
      #"{"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"type":"integer"}}}"#),
    .init("allOf of one", #"{"allOf":[{"type":"string","minLength":1}]}"#, #"{"type":"string","minLength":1}"#),
    .init(
      "allOf of bounds", #"{"allOf":[{"type":"integer","maximum":9},{"minimum":1},{"maximum":20}]}"#,
      #"{"type":"integer","minimum":1,"maximum":9}"#),
    .init("null as a type and as an alternative", #"{"type":["string","null"]}"#, #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#),
    .init("null as oneOf", #"{"type":["string","null"],"maxLength":3}"#, #"{"oneOf":[{"type":"null"},{"type":"string","maxLength":3}]}"#),
    .init("types as alternatives", #"{"type":["string","integer"]}"#, #"{"anyOf":[{"type":"integer"},{"type":"string"}]}"#),
    .init(
      "oneOf of what is disjoint and anyOf", #"{"oneOf":[{"type":"string"},{"type":"array"}]}"#,
      #"{"anyOf":[{"type":"string"},{"type":"array"}]}"#),
    .init(
      "oneOf told apart by a const",
      #"{"oneOf":[{"type":"object","required":["k"],"properties":{"k":{"const":"a"}}},{"type":"object","required":["k"],"properties":{"k":{"const":"b"}}}]}"#,
      #"{"anyOf":[{"type":"object","required":["k"],"properties":{"k":{"enum":["b"]}}},{"type":"object","required":["k"],"properties":{"k":{"enum":["a"]}}}]}"#
    ),
    .init("an enum of one and const", #"{"enum":["a"]}"#, #"{"const":"a"}"#),
    .init("an enum with its type", #"{"type":"string","enum":["a","b"]}"#, #"{"enum":["a","b"]}"#),
    .init("an enum as alternatives", #"{"enum":["a","b"]}"#, #"{"oneOf":[{"const":"a","title":"A"},{"const":"b","title":"B"}]}"#),
    .init("bounds of integers", #"{"type":"integer","minimum":1}"#, #"{"type":"integer","exclusiveMinimum":0}"#),
    .init("upper bounds of integers", #"{"type":"integer","maximum":9}"#, #"{"type":"integer","exclusiveMaximum":10}"#),
    .init("fractional bounds of integers", #"{"type":"integer","minimum":0.5}"#, #"{"type":"integer","minimum":1}"#),
    .init("a small range and an enum", #"{"type":"integer","minimum":1,"maximum":3}"#, #"{"enum":[1,2,3]}"#),
    .init("numbers spelled otherwise", #"{"type":"number","maximum":10}"#, #"{"type":"number","maximum":1.0e1}"#),
    .init("multipleOf 1", #"{"type":"integer"}"#, #"{"type":"number","multipleOf":1}"#),
    .init("minLength 0", #"{"type":"string"}"#, #"{"type":"string","minLength":0}"#),
    .init("a pattern that everything has", #"{"type":"string"}"#, #"{"type":"string","pattern":".*"}"#),
    .init(
      "additionalProperties true", #"{"type":"object","properties":{"a":{}}}"#,
      #"{"type":"object","properties":{"a":{}},"additionalProperties":true}"#),
    .init("additionalProperties of anything", #"{"type":"object","additionalProperties":{}}"#, #"{"type":"object"}"#),
    .init("items of anything", #"{"type":"array","items":{}}"#, #"{"type":"array"}"#),
    .init("a schema of nothing and true", #"{"type":"object","properties":{"a":true}}"#, #"{"type":"object","properties":{"a":{}}}"#),
    .init(
      "a forbidden property and a closed object", #"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#,
      #"{"type":"object","properties":{"a":{"type":"string"},"b":false},"additionalProperties":false}"#),
    .init(
      "unevaluatedProperties over allOf",
      #"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"string"}}}],"unevaluatedProperties":false}"#,
      #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"additionalProperties":false}"#),
    .init("not of a type", #"{"type":["string","null"]}"#, #"{"type":["string","null","integer"],"not":{"type":"number"}}"#),
    .init("not kept", #"{"type":"string","not":{"enum":["a","b"]}}"#, #"{"not":{"enum":["b","a"]},"type":"string"}"#),
    .init(
      "a condition kept", #"{"type":"object","properties":{"a":{"type":"string"}},"if":{"required":["a"]},"then":{"required":["b"]}}"#,
      #"{"type":"object","description":"x","properties":{"a":{"type":"string"}},"if":{"required":["a"]},"then":{"required":["b"]}}"#),
    .init("contains kept", #"{"type":"array","contains":{"const":1}}"#, #"{"type":"array","contains":{"enum":[1]},"minContains":1}"#),
    .init(
      "a recursive schema unrolled once", ##"{"$ref":"#/components/schemas/Node"}"##,
      ##"{"type":"object","properties":{"next":{"$ref":"#/components/schemas/Node"}}}"##,
      components: ##""Node":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/Node"}}}"##),
    .init(
      "two recursive schemas of one shape", ##"{"$ref":"#/components/schemas/A"}"##, ##"{"$ref":"#/components/schemas/B"}"##,
      components:
        ##""A":{"type":"object","properties":{"n":{"type":"array","items":{"$ref":"#/components/schemas/A"}}}},"B":{"type":"object","properties":{"n":{"type":"array","items":{"$ref":"#/components/schemas/B"}}}}"##
    ),
    .init(
      "overlapping oneOf in another order", #"{"oneOf":[{"type":"integer"},{"type":"number","minimum":5}]}"#,
      #"{"oneOf":[{"type":"number","minimum":5},{"type":"integer"}]}"#),
    .init(
      "3.0 nullable to a 3.1 type", #"{"type":"string","nullable":true}"#, #"{"type":["string","null"]}"#, versions: ("3.0.3", "3.1.0")),
    .init(
      "3.0 nullable enum to 3.1", #"{"type":"string","nullable":true,"enum":["a","b"]}"#, #"{"enum":["a","b",null]}"#,
      versions: ("3.0.3", "3.1.0")),
    .init(
      "3.0 exclusive bounds to 3.1", #"{"type":"number","minimum":0,"exclusiveMinimum":true,"maximum":5,"exclusiveMaximum":false}"#,
      #"{"type":"number","exclusiveMinimum":0,"maximum":5}"#, versions: ("3.0.3", "3.1.0")),
    .init(
      "3.0 to 3.1 with references", ##"{"type":"object","properties":{"p":{"$ref":"#/components/schemas/P","description":"ignored"}}}"##,
      ##"{"type":"object","properties":{"p":{"$ref":"#/components/schemas/P","description":"said"}}}"##,
      components: #""P":{"type":"integer","minimum":1}"#, versions: ("3.0.0", "3.1.1")),
    .init(
      "3.0 base64 to 3.1", #"{"type":"string","format":"byte"}"#, #"{"type":"string","contentEncoding":"base64"}"#,
      versions: ("3.0.3", "3.1.0")),
  ]
}
