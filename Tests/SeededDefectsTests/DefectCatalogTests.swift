import Foundation
import SeededDefects
import Testing

@Suite struct DefectCatalogTests {
  @Test("Every defect has a name of its own and says what is wrong")
  func names() {
    let ids = DefectCatalog.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(DefectCatalog.all.allSatisfy { !$0.summary.isEmpty })
    #expect(DefectCatalog.named("token.get-then-delete")?.requirements == ["S2-W4"])
    #expect(DefectCatalog.named("no.such-defect") == nil)
  }

  @Test("Every edit of a file fits the file as it is now")
  func edits() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for defect in DefectCatalog.all {
      guard case .files(let edits) = defect.change else { continue }
      for edit in edits {
        let text = try String(contentsOf: root.appending(path: edit.path), encoding: .utf8)
        #expect(try edit.applied(to: text) != text)
      }
    }
  }

  @Test("An edit that does not fit exactly once is an error", arguments: ["", "b", "a a"])
  func misfit(text: String) {
    #expect(throws: FileEdit.DoesNotFit.self) { try FileEdit("f", replace: "a", with: "c").applied(to: text) }
  }
}
