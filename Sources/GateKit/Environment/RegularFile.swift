import Foundation

/// A regular file, open for reading; it is closed when the value goes.
///
/// Opening neither follows a link that stands in the file's own place nor waits for the other end of a pipe.
struct RegularFile: ~Copyable {
  private let descriptor: Int32
  let size: Int

  /// Nil for what is not there, cannot be opened, or is no regular file.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Whether it really stands below a folder, whatever links led to it; false too where the system cannot say.
  func stands(below folder: String) -> Bool {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let length = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard length > 0, length < buffer.count else { return false }
    let path = buffer[..<length].lazy.map { UInt8(bitPattern: $0) }
    let prefix = folder == "/" ? folder : folder + "/"
    return path.count > prefix.utf8.count && path.starts(with: prefix.utf8)
  }

  /// What is in it, or nil where it cannot be read.
  /// - Throws: `FileTreeError.tooLarge`, with the path as it was asked for.
  func bytes(_ limit: Int, _ path: String) throws(FileTreeError) -> [UInt8]? {
    guard size <= limit else { throw FileTreeError.tooLarge(path: path, bytes: size, limit: limit) }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let length = read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if length < 0, errno == EINTR { continue }
        failed = length < 0
        if length <= 0 { break }
        count += length
      }
    }
    return failed ? nil : bytes
  }
}
