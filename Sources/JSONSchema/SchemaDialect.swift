/// What the keywords of a schema mean.
///
/// A dialect is a set of switches that the keyword families read, so that a further draft is a further value.
public struct SchemaDialect: Sendable, Hashable {
  public let name: String
  /// `$ref` makes its siblings meaningless, as before 2019-09.
  let referenceHidesSiblings: Bool
  /// `nullable: true` adds null to `type`, and `exclusiveMinimum` and `exclusiveMaximum` are booleans, as in OpenAPI 3.0.
  let isOpenAPI30: Bool

  /// JSON Schema 2020-12, which is also the dialect of OpenAPI 3.1.
  public static let draft202012 = SchemaDialect(name: "2020-12", referenceHidesSiblings: false, isOpenAPI30: false)
  /// The dialect of OpenAPI 3.0.
  public static let openAPI30 = SchemaDialect(name: "OpenAPI 3.0", referenceHidesSiblings: true, isOpenAPI30: true)
}
