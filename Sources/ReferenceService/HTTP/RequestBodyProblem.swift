/// What is wrong with the body of a request. Each case has one answer on the wire, which names the field and quotes no value.
public enum RequestBodyProblem: RefusableError, Equatable {
  case missing
  case notUTF8
  case notJSON
  case tooDeep(limit: Int)
  case unpairedSurrogate
  case nulCharacter
  case duplicateField
  /// A closed object does not have it.
  case unknownField(String)
  case missingField(String)
  case nullField(String)
  /// Nil is the body itself.
  case wrongType(field: String?)
  case wrongValue(field: String)
  case wrongShape

  public var refusal: ServiceError { .invalidRequest(message) }

  private var message: String {
    switch self {
    case .missing: "A JSON body is required."
    case .notUTF8: "The body is not valid UTF-8."
    case .notJSON: "The body is not valid JSON."
    case .tooDeep(let limit): "The body is nested deeper than \(limit) levels."
    case .unpairedSurrogate: "The body has half of a surrogate pair, which is no character."
    case .nulCharacter: "The body has a NUL character."
    case .duplicateField: "The body has a field twice."
    case .unknownField(let name): "The field '\(Self.shown(name))' is not known here."
    case .missingField(let path): "The field '\(Self.shown(path))' is missing."
    case .nullField(let path): "The field '\(Self.shown(path))' must not be null."
    case .wrongType(.none): "The body has the wrong type."
    case .wrongType(.some(let path)): "The field '\(Self.shown(path))' has the wrong type."
    case .wrongValue(let path): "The field '\(Self.shown(path))' has a value that is not allowed."
    case .wrongShape: "The body does not have the expected shape."
    }
  }

  /// A name as an answer may repeat it: short and plain.
  private static func shown(_ name: String) -> String {
    String(name.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) ? $0 : "?" })
  }
}
