import GateKit
import HTTPWire

/// Fills `${port}`, `${dependency.NAME.host}`, `${dependency.NAME.port}` and `${option.NAME}` into the words of
/// `gatehouse.yml`.
struct ServiceTemplate {
  private var values: [String: String]

  init(port: Int, dependencies: [String: TargetEndpoint], options: [String: String]) {
    values = ["port": String(port)]
    for (name, endpoint) in dependencies {
      values["dependency.\(name).host"] = endpoint.host
      values["dependency.\(name).port"] = String(endpoint.port)
    }
    for (name, value) in options { values["option.\(name)"] = value }
  }

  /// - Throws: `TargetError` for a name that has no value. `${option.NAME}` is empty where nobody set it.
  func fill(_ text: String) throws -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      let name = String(rest[start.upperBound..<end])
      guard let value = values[name] ?? (name.hasPrefix("option.") ? "" : nil) else {
        throw TargetError("'${\(name)}' in '\(text)' has no value", remedy: "Known are: \(values.keys.sorted().joined(separator: ", "))")
      }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// `host:port`, `http://host[:port]` or `https://host[:port]`.
  /// - Parameter tls: for an `https://` address.
  func endpoint(_ text: String, tls: TargetTLS = TargetTLS()) throws -> TargetEndpoint {
    let filled = try fill(text)
    if filled.contains("://") {
      let rest = filled.drop { $0 != ":" }.dropFirst(3)
      guard let endpoint = WireEndpoint(url: filled, tls: WireTLS()), rest.allSatisfy({ !"/?#".contains($0) }),
        !filled.lowercased().hasPrefix("ws")
      else {
        throw TargetError(
          "'service.address' is '\(filled)'", remedy: "Give https://host:port without a path; a base path comes from the document's servers"
        )
      }
      return TargetEndpoint(host: endpoint.host, port: endpoint.port, tls: endpoint.tls == nil ? nil : tls)
    }
    guard let colon = filled.lastIndex(of: ":"), let port = Int(filled[filled.index(after: colon)...]), (1...65535).contains(port) else {
      throw TargetError("'service.address' is '\(filled)'", remedy: "Give host:port, such as 127.0.0.1:${port}, or https://host:port")
    }
    return TargetEndpoint(host: String(filled[..<colon]), port: port)
  }
}
