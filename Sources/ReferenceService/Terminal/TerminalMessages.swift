/// The bodies of the terminal context's requests and responses, as the contract names their fields.
enum TerminalMessages {
  struct Issued: Encodable {
    let token: String
    let allocationID: String
    let sessionID: String
    let expiresAt: String

    enum CodingKeys: String, CodingKey {
      case token
      case allocationID = "allocation_id"
      case sessionID = "session_id"
      case expiresAt = "expires_at"
    }

    init(_ issued: IssuedTerminalToken) {
      token = issued.text
      allocationID = issued.binding.allocationID
      sessionID = issued.binding.sessionID
      expiresAt = issued.expiresAt.rfc3339
    }
  }

  struct Consume: Decodable {
    let token: String
    let allocationID: String

    enum CodingKeys: String, CodingKey, CaseIterable {
      case token
      case allocationID = "allocation_id"
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.closedContainer(keyedBy: CodingKeys.self)
      token = try fields.decode(String.self, forKey: .token)
      allocationID = try fields.decode(String.self, forKey: .allocationID)
    }
  }

  struct Consumed: Encodable {
    let sessionID: String
    let allocationID: String
    let userID: String

    enum CodingKeys: String, CodingKey {
      case sessionID = "session_id"
      case allocationID = "allocation_id"
      case userID = "user_id"
    }

    init(_ binding: TerminalBinding) {
      sessionID = binding.sessionID
      allocationID = binding.allocationID
      userID = binding.userID
    }
  }
}
