import Cryptography

/// A tenant's items and what is reserved of them.
struct InventoryContext: ServiceContext {
  private let store: InventoryStore
  private let parts: InventoryParts
  private let clock: any ServiceClock
  private let random: any ServiceRandom

  init(parts: ServiceParts) {
    store = InventoryStore(pool: parts.store)
    self.parts = parts.inventory
    clock = parts.clock
    random = parts.random
  }

  var routes: [Route] {
    let reading = RouteAccess.bearer(scope: "inventory:read")
    let writing = RouteAccess.bearer(scope: "inventory:write")
    let item = "/v1/inventory/items/{item_id}"
    return [
      Route(.post, "/v1/inventory/items", operationID: "createItem", access: writing, body: .json, handler: create),
      Route(.get, item, operationID: "getItem", access: reading, handler: read),
      Route(.put, item, operationID: "updateItem", access: writing, body: .json, handler: update),
      Route(.post, item + "/reservations", operationID: "reserveUnits", access: writing, body: .json, handler: reserve),
      Route(.post, item + "/label", operationID: "printItemLabel", access: reading, handler: label),
      Route(
        .post, "/v1/inventory/reservations/{reservation_id}/release", operationID: "releaseReservation", access: writing, handler: release),
    ]
  }

  private func create(_ request: ServiceRequest) async throws -> ServiceResponse {
    let body = try request.decodeBody(InventoryMessages.CreateItem.self)
    try Self.check(title: body.title)
    try Self.check(body.units, "units", in: InventoryItem.unitBounds)
    let item = InventoryItem(
      id: try random.identifier(), tenantID: try request.caller().tenantID, title: body.title, unitsTotal: body.units,
      unitsAvailable: body.units, version: 1)
    try await store.insert(item, atMilliseconds: clock.now().milliseconds)
    return try .json(InventoryMessages.Item(item), status: .created, headers: [.location: "/v1/inventory/items/\(item.id)"])
  }

  private func read(_ request: ServiceRequest) async throws -> ServiceResponse {
    try .json(InventoryMessages.Item(try await item(of: request)))
  }

  private func update(_ request: ServiceRequest) async throws -> ServiceResponse {
    let body = try request.decodeBody(InventoryMessages.UpdateItem.self)
    try Self.check(title: body.title)
    try Self.check(body.version, "version", in: 1...Int(Int32.max))
    let item = try await item(of: request)
    let updated = try await parts.updating.rename(item.id, tenantID: item.tenantID, title: body.title, version: body.version)
    guard let updated else {
      throw ServiceError(
        .conflict, "ERR_VERSION_CONFLICT", "The item was changed since that version. Read it again.", retryable: false)
    }
    return try .json(InventoryMessages.Item(updated))
  }

  private func reserve(_ request: ServiceRequest) async throws -> ServiceResponse {
    let units = try request.decodeBody(InventoryMessages.Reserve.self).units
    try Self.check(units, "units", in: StockReservation.unitBounds)
    let item = try await item(of: request)
    let secret = Base64URL.encode(try random.bytes(32))
    let reservation = StockReservation(
      id: try random.identifier(), itemID: item.id, tenantID: item.tenantID, units: units,
      pickupHash: Hex.encode(Digest.sha256(Array(secret.utf8))), atMilliseconds: clock.now().milliseconds)
    guard let left = try await parts.stock.reserve(reservation) else {
      throw ServiceError(.conflict, "ERR_OUT_OF_STOCK", "There are not as many units left.", retryable: true)
    }
    return try .json(
      InventoryMessages.Reservation(
        reservationID: reservation.id, itemID: item.id, units: units, unitsAvailable: left, pickup: .init(dock: "north", secret: secret)),
      status: .created)
  }

  private func release(_ request: ServiceRequest) async throws -> ServiceResponse {
    let id = try request.parameter("reservation_id")
    let tenant = try request.caller().tenantID
    guard try await store.hasReservation(id, tenantID: tenant) else { throw ServiceError.notFound("There is no such reservation.") }
    guard try await parts.stock.release(id, tenantID: tenant, atMilliseconds: clock.now().milliseconds) else {
      throw ServiceError(.conflict, "ERR_ALREADY_RELEASED", "The reservation was released before.", retryable: false)
    }
    return ServiceResponse(status: .noContent)
  }

  private func label(_ request: ServiceRequest) async throws -> ServiceResponse {
    .text(ItemLabel.html(try await item(of: request)), contentType: "text/html; charset=utf-8")
  }

  /// The item of the path, if it is the tenant's.
  private func item(of request: ServiceRequest) async throws -> InventoryItem {
    let found = try await store.item(try request.parameter("item_id"), tenantID: try request.caller().tenantID)
    guard let found else { throw ServiceError.notFound("There is no such item.") }
    return found
  }

  private static func check(title: String) throws {
    guard InventoryItem.titleLengths.contains(title.unicodeScalars.count) else {
      throw ServiceError.invalidRequest("The field 'title' must have 1 to 200 characters.")
    }
  }

  private static func check(_ number: Int, _ field: String, in bounds: ClosedRange<Int>) throws {
    guard bounds.contains(number) else {
      throw ServiceError.invalidRequest("The field '\(field)' must be \(bounds.lowerBound) to \(bounds.upperBound).")
    }
  }
}
