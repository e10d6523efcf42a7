/// Keywords of a schema that no instance can fail.
enum Annotations {
  private static let names: Set<String> = [
    "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "externalDocs", "xml", "$comment",
    "$defs", "definitions", "discriminator", "$schema", "contentMediaType", "contentSchema",
  ]

  static func isOne(_ keyword: String) -> Bool { names.contains(keyword) || keyword.hasPrefix("x-") }
}
