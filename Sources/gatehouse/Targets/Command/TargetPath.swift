/// Paths of `gatehouse.yml`.
enum TargetPath {
  /// - Parameter root: absolute path of the folder that `gatehouse.yml` is in.
  static func absolute(_ path: String, root: String) -> String { path.hasPrefix("/") ? path : "\(root)/\(path)" }
}
