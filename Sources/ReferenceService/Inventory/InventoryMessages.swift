/// The bodies of the Inventory context's requests and responses, as the contract names their fields.
enum InventoryMessages {
  struct CreateItem: Decodable {
    let title: String
    let units: Int

    enum CodingKeys: String, CodingKey, CaseIterable { case title, units }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.closedContainer(keyedBy: CodingKeys.self)
      title = try fields.decode(String.self, forKey: .title)
      units = try fields.decode(Int.self, forKey: .units)
    }
  }

  struct UpdateItem: Decodable {
    let title: String
    let version: Int

    enum CodingKeys: String, CodingKey, CaseIterable { case title, version }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.closedContainer(keyedBy: CodingKeys.self)
      title = try fields.decode(String.self, forKey: .title)
      version = try fields.decode(Int.self, forKey: .version)
    }
  }

  struct Reserve: Decodable {
    let units: Int

    enum CodingKeys: String, CodingKey, CaseIterable { case units }

    init(from decoder: any Decoder) throws {
      units = try decoder.closedContainer(keyedBy: CodingKeys.self).decode(Int.self, forKey: .units)
    }
  }

  struct Item: Encodable {
    let itemID: String
    let title: String
    let unitsTotal: Int
    let unitsAvailable: Int
    let version: Int

    enum CodingKeys: String, CodingKey {
      case title, version
      case itemID = "item_id"
      case unitsTotal = "units_total"
      case unitsAvailable = "units_available"
    }

    init(_ item: InventoryItem) {
      itemID = item.id
      title = item.title
      unitsTotal = item.unitsTotal
      unitsAvailable = item.unitsAvailable
      version = item.version
    }
  }

  struct Reservation: Encodable {
    struct Pickup: Encodable {
      let dock: String
      let secret: String
    }

    let reservationID: String
    let itemID: String
    let units: Int
    let unitsAvailable: Int
    let pickup: Pickup

    enum CodingKeys: String, CodingKey {
      case units, pickup
      case reservationID = "reservation_id"
      case itemID = "item_id"
      case unitsAvailable = "units_available"
    }
  }
}
