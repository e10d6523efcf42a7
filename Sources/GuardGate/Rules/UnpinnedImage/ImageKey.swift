/// Tells from keys and texts of manifests whether they name an image.
enum ImageKey {
  static func isSettings(_ key: String) -> Bool {
    // Names of properties in a schema are no images.
    key == "properties" || key == "x-kubernetes" || key == "with" || key == "labels" || key == "annotations" || key == "matchLabels"
  }

  static func isImage(_ key: String) -> Bool {
    key == "image" || key.hasSuffix("Image") && key != "vmImage" && key != "osImage" || key.hasSuffix("_image") || key.hasSuffix("_IMAGE")
      || key == "image_name"
  }

  static func isParameter(_ name: String) -> Bool {
    name == "bundle" || name == "image" || name.hasSuffix("_IMAGE") || name.hasPrefix("RELATED_IMAGE") || name.hasSuffix("-image")
      || name.hasSuffix("Image")
  }

  /// True for what has a tag, a digest or a registry; a bare word is more often something else.
  static func isReference(_ text: String) -> Bool {
    guard text.has(":") || text.has("@") || text.has("/"), !text.has(" "), !text.has("://"), !text.hasPrefix("/")
    else {
      return false
    }
    let image = ImageReference(text)
    return image.tag != nil || image.digest != nil || image.registry != nil || text.has("$")
  }
}
