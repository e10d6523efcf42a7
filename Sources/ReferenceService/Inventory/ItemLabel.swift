/// The label of an item as a page to print.
enum ItemLabel {
  static func html(_ item: InventoryItem) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Label</title></head>
    <body><h1>\(escaped(item.title))</h1><p>\(item.id)</p></body></html>

    """
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
