/// A change of one file that takes a finding away.
public struct FileFix: Hashable, Sendable {
  /// Bytes that are replaced.
  public struct Edit: Hashable, Sendable {
    /// Offsets in the file.
    public var range: Range<Int>
    /// What must stand there, so that nothing is changed that has changed since.
    public var original: [UInt8]
    public var replacement: [UInt8]
  }

  /// Relative to the root of the repository.
  public var path: String
  public var edits: [Edit]

  /// A file after as many of the fixes as go together: one that meets another, or does not find what it replaces, is left
  /// out; two that are the same are one.
  /// - Returns: the bytes, and which of the fixes are in them.
  public static func apply(_ fixes: [FileFix], to bytes: [UInt8]) -> (bytes: [UInt8], applied: Set<FileFix>) {
    var chosen: [Edit] = []
    var applied: Set<FileFix> = []
    for fix in fixes where !fix.edits.isEmpty && !applied.contains(fix) {
      let fits = fix.edits.allSatisfy { edit in
        guard edit.range.upperBound <= bytes.count, bytes[edit.range].elementsEqual(edit.original) else { return false }
        return chosen.allSatisfy { $0 == edit || !$0.meets(edit) }
      }
      guard fits else { continue }
      for edit in fix.edits where !chosen.contains(edit) { chosen.append(edit) }
      applied.insert(fix)
    }
    var result = bytes
    for edit in chosen.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.replaceSubrange(edit.range, with: edit.replacement)
    }
    return (result, applied)
  }
}

extension FileFix.Edit {
  fileprivate func meets(_ other: FileFix.Edit) -> Bool {
    range.overlaps(other.range) || range.lowerBound == other.range.lowerBound || range.upperBound == other.range.upperBound
  }
}
