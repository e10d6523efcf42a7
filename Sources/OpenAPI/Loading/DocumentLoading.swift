import JSONDocument

/// A document on its way in, while its references are followed.
struct DocumentLoading {
  private let path: String
  private let limits: DocumentLimits
  private let isSwagger: Bool
  private var bundler: Bundler
  private var bytesLeft: Int
  private var filesLeft: Int

  init(_ bytes: [UInt8], path: String, limits: DocumentLimits, allowsRemote: Bool) throws(DocumentError) {
    (self.path, self.limits) = (path, limits)
    let (value, places) = try TextReader(path: path, limits: limits).read(bytes)
    isSwagger = value["swagger"]?.string?.hasPrefix("2.") == true
    bundler = Bundler(main: LocatedValue(value, at: places), path: path, allowsRemote: allowsRemote)
    bytesLeft = limits.allBytes
    filesLeft = limits.files
  }

  mutating func next() -> FileName? { bundler.next() }

  mutating func refuse(_ name: FileName, reason: String) { bundler.refuse(name, reason: reason) }

  /// Takes a file that was asked for, or the reason why it can't be read.
  mutating func supply(_ content: Result<[UInt8], any Error>, as name: FileName) {
    filesLeft -= 1
    guard filesLeft >= 0 else { return refuse(name, reason: "is one file more than the limit of \(limits.files)") }
    switch content {
    case .failure(let error): refuse(name, reason: "can't be read: \(error)")
    case .success(let bytes):
      bytesLeft -= bytes.count
      guard bytesLeft >= 0 else { return refuse(name, reason: "makes all files together larger than \(limits.allBytes) bytes") }
      do throws(DocumentError) {
        let (value, places) = try TextReader(path: name.text, limits: limits).read(bytes)
        bundler.supply(LocatedValue(value, at: places), as: name)
      } catch {
        refuse(name, reason: "can't be used: \(error)")
      }
    }
  }

  func source() throws(DocumentError) -> DocumentSource {
    var bundle = bundler.bundle()
    if isSwagger { bundle.tree = SwaggerConversion(bundle).converted() }
    return DocumentSource(bundle, path: path)
  }
}
