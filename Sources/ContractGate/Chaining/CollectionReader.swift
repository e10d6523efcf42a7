import GateModel
import JSONDocument
import OpenAPI

/// Reads a list from page to page, as far as the document says how: a member that names what comes next, and a parameter that takes it.
struct CollectionReader {
  let session: ContractSession
  let owner: CheckID

  private static let mostPages = 12
  private static let sizes: Set<String> = ["limit", "size", "pagesize", "perpage", "count", "maxresults", "top", "take"]
  private static let cursors: Set<String> = [
    "after", "cursor", "pagetoken", "next", "nexttoken", "nextcursor", "startingafter", "continuation",
  ]
  private static let successors: Set<String> = ["next", "nextcursor", "nexttoken", "nextpagetoken", "cursor", "after", "continuation"]

  /// The answers, page by page, until the end, until one isn't accepted, or until there are too many.
  func pages(_ draft: RequestDraft) async throws -> [Exchange] {
    var draft = draft
    var pages: [Exchange] = []
    for parameter in draft.operation.parameters where parameter.location == .query && Self.sizes.contains(NameMatching.key(parameter.name))
    {
      draft.values[.query(parameter.name)] = Self.largest(parameter, in: session.model.document)
    }
    let cursor = draft.operation.parameters.first { $0.location == .query && Self.cursors.contains(NameMatching.key($0.name)) }
    for _ in 0..<Self.mostPages {
      let page = try await session.send(Trial(.stateful, .valid, "list", owner: owner, draft: draft))
      pages.append(page)
      guard page.isAccepted, let cursor, let next = Self.successor(in: page) else { break }
      draft.values[.query(cursor.name)] = .string(next)
    }
    return pages
  }

  private static func largest(_ parameter: Parameter, in document: OpenAPIDocument) -> JSONValue? {
    parameter.schema.flatMap { document.source.root[document.resolve($0)]?["maximum"] }
  }

  private static func successor(in page: Exchange) -> String? {
    page.responseJSON?.object?.members.lazy.compactMap { member in
      successors.contains(NameMatching.key(member.key)) ? member.value.string.flatMap { $0.isEmpty ? nil : $0 } : nil
    }.first
  }
}

extension Exchange {
  /// Whether the text stands anywhere in the body.
  func shows(_ text: String) -> Bool {
    response.map { $0.body.contains(text: text) } ?? false
  }
}
