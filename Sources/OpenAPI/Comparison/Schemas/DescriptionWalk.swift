import JSONDocument

/// Walks through two schemas side by side and finds what no validator sees: properties that are described no longer, and numbers whose
/// `format` promises another width.
struct DescriptionWalk {
  struct Loss: Hashable {
    enum What: Hashable {
      case property
      /// From which format to which; empty for none.
      case width(String, String)
    }

    let what: What
    /// Where in an instance; `*` stands for any item or any member without a name.
    let path: [String]
  }

  private var sender: SchemaSide
  private var receiver: SchemaSide
  private let isRequest: Bool
  private var seen: Set<[SchemaTerm]> = []
  private var losses: [Loss] = []
  private var left = 5_000
  private static let deepest = 24

  init(sender: SchemaSide, receiver: SchemaSide, isRequest: Bool) {
    (self.sender, self.receiver, self.isRequest) = (sender, receiver, isRequest)
  }

  /// - Parameters:
  ///   - sent: the schema of who sends.
  ///   - read: the schema of who reads.
  mutating func losses(sent: JSONPointer?, read: JSONPointer?) -> [Loss] {
    (seen, losses, left) = ([], [], 5_000)
    walk(sender.term(at: sent), receiver.term(at: read), [])
    return losses
  }

  private mutating func walk(_ sent: SchemaTerm, _ read: SchemaTerm, _ path: [String]) {
    left -= 1
    guard left > 0, path.count < Self.deepest, !sent.isNever, !read.isNever, seen.insert([sent, read]).inserted else { return }
    let (own, other) = (sender.form(of: sent), receiver.form(of: read))
    compareWidths(own, other, path)
    let (ownObjects, otherObjects) = (own.filter { $0.kind == .object }, other.filter { $0.kind == .object })
    let (old, new) = isRequest ? (ownObjects, otherObjects) : (otherObjects, ownObjects)
    if !old.isEmpty, !new.isEmpty {
      for name in Self.names(old) where !new.contains(where: { $0.declares(name.text) }) {
        if old.allSatisfy({ $0.member(name.text).isNever }) || hidden(name, old) { continue }
        // What must be there and isn't described any more is refused, or missed, by the validators already.
        if !isRequest, old.contains(where: { $0.required.contains(name) }) { continue }
        // A closed object refuses it.
        if isRequest, new.allSatisfy({ $0.member(name.text).isNever }) { continue }
        losses.append(Loss(what: .property, path: path + [name.text]))
      }
    }
    for one in ownObjects {
      for two in otherObjects {
        for name in one.names where two.declares(name.text) { walk(one.member(name.text), two.member(name.text), path + [name.text]) }
        if one.statesRest, two.statesRest { walk(one.rest, two.rest, path + ["*"]) }
      }
    }
    for one in own where one.kind == .array {
      for two in other where two.kind == .array {
        for position in 0..<max(one.prefixCount, two.prefixCount) {
          walk(one.item(position), two.item(position), path + [String(position)])
        }
        walk(one.item(nil), two.item(nil), path + ["*"])
      }
    }
  }

  private func hidden(_ name: UTF8Key, _ branches: [SchemaBranch]) -> Bool {
    branches.contains { $0.objects.contains { $0.hidden.contains(name) } }
  }

  private static func names(_ branches: [SchemaBranch]) -> [UTF8Key] {
    var seen: Set<UTF8Key> = []
    return branches.flatMap { branch in branch.names.filter { seen.insert($0).inserted } }
  }

  /// Widths that hold all of another; no format at all is the widest.
  private static let widths: [String: Int] = ["int32": 1, "int64": 2, "float": 1, "double": 2, "": 3]

  private mutating func compareWidths(_ own: [SchemaBranch], _ other: [SchemaBranch], _ path: [String]) {
    guard let one = own.first(where: { $0.kind == .number && $0.values == nil }),
      let two = other.first(where: { $0.kind == .number && $0.values == nil }), let width = Self.widths[one.number.format],
      let wanted = Self.widths[two.number.format], width > wanted, one.number.upper == nil || one.number.lower == nil
    else { return }
    let loss = Loss(
      what: isRequest ? .width(one.number.format, two.number.format) : .width(two.number.format, one.number.format), path: path)
    losses.append(loss)
  }
}

extension SchemaBranch {
  /// What members without a name of their own must meet.
  var rest: SchemaTerm { objects.reduce(.any) { $0.and($1.member(matching: [])) } }
}
