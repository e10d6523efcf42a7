import JSONDocument

/// The bodies of the digest operation, as the contract names their fields.
enum DigestMessages {
  /// `DigestRequest` of the contract: exactly one of `json` and `text`.
  enum Content: Equatable {
    case json(JSONValue)
    case text(String)

    static let textLimit = 16_384

    /// Reads the body from its value and not through `Decodable`, because the text of numbers counts.
    init(_ body: JSONValue) throws {
      guard let fields = body.object else { throw RequestBodyProblem.wrongType(field: nil) }
      for key in fields.keys where !["json", "text"].contains(where: { $0.utf8.elementsEqual(key.utf8) }) {
        throw RequestBodyProblem.unknownField(key)
      }
      switch (fields["json"], fields["text"]) {
      case (let value?, nil): self = .json(value)
      case (nil, .string(let text)?):
        guard text.unicodeScalars.count <= Self.textLimit else {
          throw ServiceError.invalidRequest("The text is longer than \(Self.textLimit) characters.")
        }
        self = .text(text)
      case (nil, _?): throw RequestBodyProblem.wrongType(field: "text")
      case (nil, nil), (_?, _?): throw ServiceError.invalidRequest("Give either 'json' or 'text'.")
      }
    }
  }

  /// `Digest` of the contract.
  struct Answer: Encodable {
    let sha256: String
    let byteCount: Int

    enum CodingKeys: String, CodingKey {
      case sha256
      case byteCount = "byte_count"
    }

    init(_ digest: ContentDigest) {
      sha256 = digest.sha256
      byteCount = digest.byteCount
    }
  }
}
