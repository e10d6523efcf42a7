import Foundation
import GateKit
import Testing

@Suite struct DiskFileTreeTests {
  @Test("Files are listed below a folder in order of their bytes, hidden ones too, without ignored folders")
  func listing() throws {
    try TemporaryFolder.with { folder in
      let names = ["B", "a", "a-b", "a/c", "é", "z", ".github/x.yml", "a.b/c", "deep/er/est"].filter { $0 != "a/c" }
      for name in names + [
        ".git/config", "node_modules/x", "reports/run.jsonl", ".build/y", ".build-release/z", "deep/.git/x", "__pycache__/x",
      ] {
        try folder.write(name)
      }
      let tree = DiskFileTree(root: folder.path)
      #expect(try tree.files(under: "") == [".github/x.yml", "B", "a", "a-b", "a.b/c", "deep/er/est", "z", "é"])
      #expect(try tree.files(under: "deep") == ["deep/er/est"])
      #expect(try tree.files(under: "deep/") == ["deep/er/est"])
      #expect(try tree.files(under: "", endingIn: [".yml", "/c"]) == [".github/x.yml", "a.b/c"])
    }
  }

  @Test(
    "A path that leaves the root is refused",
    arguments: ["../secret", "a/../../secret", "/etc/passwd", "out", "outdir/secret", "up/secret"])
  func outside(path: String) throws {
    try TemporaryFolder.with { folder in
      try folder.write("secret")
      try folder.write("other/secret")
      try folder.folder("root/a")
      try folder.link("root/out", to: "../secret")
      try folder.link("root/outdir", to: "\(folder.path)/other")
      try folder.link("root/up", to: "..")
      let tree = DiskFileTree(root: folder.path + "/root")
      #expect(throws: FileTreeError.outside(path: path)) { try tree.read(path) }
      #expect(!tree.exists(path))
    }
  }

  @Test("Links that lead out of the root, to a folder or nowhere are not listed; a link to a file inside is")
  func links() throws {
    try TemporaryFolder.with { folder in
      try folder.write("secret")
      try folder.write("root/a/file", "inside")
      try folder.link("root/out", to: "../secret")
      try folder.link("root/outdir", to: "..")
      try folder.link("root/loop", to: ".")
      try folder.link("root/self", to: "self")
      try folder.link("root/nowhere", to: "nothing")
      try folder.link("root/Dockerfile", to: "a/file")
      try folder.link("root/indirect", to: "out")
      let tree = DiskFileTree(root: folder.path + "/root")
      #expect(try tree.files(under: "") == ["Dockerfile", "a/file"])
      #expect(try tree.text("Dockerfile") == "inside")
    }
  }

  @Test("A root that is itself behind a link is read")
  func linkedRoot() throws {
    try TemporaryFolder.with { folder in
      try folder.write("real/file")
      try folder.link("root", to: "real")
      let tree = DiskFileTree(root: folder.path + "/root/")
      #expect(try tree.files(under: "") == ["file"])
      #expect(try tree.text("./file") == "x")
    }
  }

  @Test("A folder whose name begins like the root's is outside")
  func namesake() throws {
    try TemporaryFolder.with { folder in
      try folder.write("root/file")
      try folder.write("rootless/secret")
      let tree = DiskFileTree(root: folder.path + "/root")
      #expect(throws: FileTreeError.outside(path: "../rootless/secret")) { try tree.read("../rootless/secret") }
    }
  }

  @Test("What is missing, no file or too large is an error that names it")
  func errors() throws {
    try TemporaryFolder.with { folder in
      try folder.write("large", String(repeating: "x", count: 11))
      try folder.write("fits", String(repeating: "x", count: 10))
      try folder.folder("folder")
      let tree = DiskFileTree(root: folder.path, limit: 10)
      #expect(throws: FileTreeError.missing(path: "none")) { try tree.read("none") }
      #expect(throws: FileTreeError.missing(path: "none")) { try tree.files(under: "none") }
      #expect(throws: FileTreeError.missing(path: "fits")) { try tree.files(under: "fits") }
      #expect(throws: FileTreeError.tooLarge(path: "large", bytes: 11, limit: 10)) { try tree.read("large") }
      #expect(throws: FileTreeError.unreadable(path: "folder", reason: "it is no regular file")) { try tree.read("folder") }
      #expect(try tree.read("fits").count == 10)
      #expect(tree.exists("folder") && tree.exists("fits") && tree.exists("") && !tree.exists("none"))
    }
  }

  @Test("A pipe or a device is neither listed nor read, and nothing waits for it")
  func specialFiles() throws {
    try TemporaryFolder.with { folder in
      try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
      let tree = DiskFileTree(root: folder.path)
      #expect(try tree.files(under: "") == [])
      #expect(throws: FileTreeError.self) { try tree.read("pipe") }
    }
  }

  @Test("Bytes are read as they are; as text, what is no UTF-8 is replaced")
  func bytes() throws {
    try TemporaryFolder.with { folder in
      try Data([0xff, 0x00, 0x41, 0x0d, 0x0a]).write(to: URL(fileURLWithPath: folder.path + "/raw"))
      let tree = DiskFileTree(root: folder.path)
      #expect(try tree.read("raw") == [0xff, 0x00, 0x41, 0x0d, 0x0a])
      #expect(try tree.text("raw") == "\u{FFFD}\u{0}A\r\n")
    }
  }
}
