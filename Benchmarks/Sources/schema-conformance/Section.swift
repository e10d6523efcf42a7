import JSONSchema

/// A part of the suite that has a score of its own.
struct Section {
  let title: String
  /// Below the suite's root.
  let folder: String
  let dialect: SchemaDialect
  let isRequired: Bool
  let assertsFormat: Bool

  /// Only the optional cases of draft 7 expect it.
  var assertsContent: Bool { !isRequired && dialect == .draft7 }

  private static let dialects: [(folder: String, dialect: SchemaDialect)] = [
    ("draft2020-12", .draft202012), ("draft2019-09", .draft201909), ("draft7", .draft7), ("draft6", .draft6), ("draft4", .draft4),
  ]

  static let all: [Section] = dialects.flatMap { folder, dialect in
    [
      Section(title: "required", folder: "tests/\(folder)", dialect: dialect, isRequired: true, assertsFormat: false),
      Section(title: "optional", folder: "tests/\(folder)/optional", dialect: dialect, isRequired: false, assertsFormat: true),
      Section(title: "format", folder: "tests/\(folder)/optional/format", dialect: dialect, isRequired: false, assertsFormat: true),
    ]
  }
}
