import JSONDocument
import JSONSchema

/// The schemas of one document as one party of an exchange sees them: who sends instances, or who reads them.
///
/// What the direction hides (`readOnly` in requests, `writeOnly` in responses) is never sent and never required.
struct SchemaSide: Sendable {
  let document: OpenAPIDocument
  let isOpenAPI30: Bool
  let isSender: Bool
  /// The keyword that hides a property.
  let hidingKeyword: String
  private var numbers: [JSONPointer: Int] = [:]
  private var pointers: [JSONPointer] = []
  private var values: [JSONValue] = []
  private var validators: SideValidators
  private var validatorOf: [Int: CompiledSchema?] = [:]
  var forms: [SchemaTerm: [SchemaBranch]] = [:]
  var inProgress: Set<SchemaTerm> = []

  init(_ document: OpenAPIDocument, isRequest: Bool, isSender: Bool) {
    self.document = document
    self.isSender = isSender
    isOpenAPI30 = document.hasOpenAPI30Schemas
    hidingKeyword = isRequest ? "readOnly" : "writeOnly"
    validators = SideValidators(document, hidingKeyword: hidingKeyword, isSender: isSender)
  }

  func pointer(_ place: Int) -> JSONPointer { pointers[place] }
  func value(_ place: Int) -> JSONValue { values[place] }

  /// The term of a schema: trivial ones are recognised, and references without siblings are followed.
  mutating func term(at pointer: JSONPointer?) -> SchemaTerm {
    guard var pointer else { return .any }
    var left = 64
    while left > 0, let value = document.source.root[pointer] {
      left -= 1
      switch value {
      case .bool(let allows): return allows ? .any : .never
      case .object(let object):
        if object.members.allSatisfy({ Annotations.isOne($0.key) }) { return .any }
        guard let target = reference(of: object), target.alone else { return SchemaTerm(number(pointer, value)) }
        pointer = target.pointer
      default: return SchemaTerm(number(pointer, value))
      }
    }
    return SchemaTerm(number(pointer, .null))
  }

  /// Where a schema's `$ref` leads, and whether nothing else beside it counts; nil without one that can be followed.
  func reference(of object: JSONObject) -> (pointer: JSONPointer, alone: Bool)? {
    guard let text = object["$ref"]?.string, let pointer = LocalReference.target(of: text),
      document.source.root[pointer] != nil
    else { return nil }
    let alone = isOpenAPI30 || object.members.allSatisfy { $0.key == "$ref" || Annotations.isOne($0.key) }
    return (pointer, alone)
  }

  private mutating func number(_ pointer: JSONPointer, _ value: JSONValue) -> Int {
    if let known = numbers[pointer] { return known }
    numbers[pointer] = pointers.count
    pointers.append(pointer)
    values.append(value)
    return pointers.count - 1
  }

  /// Whether the direction hides the property whose schema stands there.
  func hides(_ pointer: JSONPointer) -> Bool { validators.hides(pointer) }

  /// The validator of a place; nil when its schema can't be compiled.
  mutating func validator(_ place: Int) -> CompiledSchema? {
    if let known = validatorOf[place] { return known }
    let compiled = validators.schema(at: pointers[place])
    validatorOf[place] = .some(compiled)
    return compiled
  }

  /// Whether the value meets the term, by the real validators; nil when one of them can't be made.
  mutating func accepts(_ value: JSONValue, _ term: SchemaTerm) -> Bool? {
    if term.isNever { return false }
    for place in term.places {
      guard let validator = validator(place) else { return nil }
      if !validator.accepts(value) { return false }
    }
    return true
  }
}
