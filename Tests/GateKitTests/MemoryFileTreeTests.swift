import GateKit
import Testing

@Suite struct MemoryFileTreeTests {
  private let base = MemoryFileTree(["a/x": "base", "a/y": "base", "b": "base"])

  @Test("A layer hides the files below it that it holds, and shows the others")
  func overlay() throws {
    let tree = MemoryFileTree(["a/x": "changed", "a/new": "new", "c/z": "new"], over: base)
    #expect(try tree.text("a/x") == "changed")
    #expect(try tree.text("a/y") == "base")
    #expect(try tree.files(under: "") == ["a/new", "a/x", "a/y", "b", "c/z"])
    #expect(try tree.files(under: "a") == ["a/new", "a/x", "a/y"])
    #expect(tree.exists("c/z") && tree.exists("b") && !tree.exists("d"))
    #expect(try base.text("a/x") == "base")
  }

  @Test("A folder that only the layer has is listed, and one that nobody has is as the layer below says")
  func newFolder() throws {
    try TemporaryFolder.with { folder in
      try folder.write("file")
      let tree = MemoryFileTree(["only/here": ""], over: DiskFileTree(root: folder.path))
      #expect(try tree.files(under: "only") == ["only/here"])
      #expect(try tree.files(under: "") == ["file", "only/here"])
      #expect(throws: FileTreeError.missing(path: "nobody")) { try tree.files(under: "nobody") }
      #expect(throws: FileTreeError.outside(path: "../x")) { try tree.read("../x") }
    }
  }

  @Test("Files are in order of their bytes, and a folder's name is no prefix of another's")
  func order() throws {
    let tree = MemoryFileTree(["é": "", "z": "", "Z": "", "a/b": "", "a-b": "", "ab/c": ""])
    #expect(try tree.files(under: "").map { Array($0.utf8) } == ["Z", "a-b", "a/b", "ab/c", "z", "é"].map { Array($0.utf8) })
    #expect(try tree.files(under: "a") == ["a/b"])
    #expect(try tree.files(under: "a/") == ["a/b"])
    #expect(throws: FileTreeError.missing(path: "x")) { try tree.read("x") }
  }
}
