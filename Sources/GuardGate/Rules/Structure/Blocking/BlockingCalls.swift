import GateModel

/// Calls that hold their thread until something outside has happened.
enum BlockingCalls {
  static func names(of language: CodeLanguage) -> [StaticString] {
    switch language {
    case .swift: swift
    case .go: go
    case .rust: rust
    case .python: python
    case .script: script
    }
  }

  /// A quick look whether a source may hold one: the names before its brackets.
  static func mayBe(in bytes: [UInt8], _ language: CodeLanguage) -> Bool {
    let wanted = hashes[language] ?? []
    return bytes.withUnsafeBufferPointer { bytes in
      var hash = StableHash()
      for byte in bytes {
        if byte.isName {
          hash.combine(byte)
        } else {
          if byte == 0x28, wanted.contains(hash.value) { return true }
          hash = StableHash()
        }
      }
      return false
    }
  }

  private static let hashes: [CodeLanguage: Set<UInt64>] = Dictionary(
    uniqueKeysWithValues: [CodeLanguage.swift, .go, .rust, .python, .script].map { language in
      let words = names(of: language).map { name -> UInt64 in
        var hash = StableHash()
        let word = "\(name)".utf8.prefix { $0 != 0x28 }.reversed().prefix { $0.isName }.reversed()
        for byte in word { hash.combine(byte) }
        return hash.value
      }
      return (language, Set(words))
    })

  private static let swift: [StaticString] = [
    "Thread.sleep(", "sleep(", "usleep(", "nanosleep(", "Data(contentsOf:", "String(contentsOf:", "String(contentsOfFile:",
    ".contents(atPath:", ".readDataToEndOfFile(", ".waitUntilExit(", "getaddrinfo(", "gethostbyname(", "readLine(", "system(", ".wait(",
    "NSData(contentsOf:", "Host(name:",
  ]

  private static let go: [StaticString] = [
    "time.Sleep(", "os.ReadFile(", "ioutil.ReadFile(", "net.LookupHost(", "net.LookupIP(", "net.LookupAddr(", "exec.Command(",
  ]

  private static let rust: [StaticString] = [
    "thread::sleep(", "fs::read_to_string(", "fs::read(", "fs::write(", "fs::read_dir(", "fs::copy(", "fs::metadata(", "File::open(",
    "File::create(", "TcpStream::connect(", ".to_socket_addrs(", "reqwest::blocking::get(", ".blocking_lock(", ".blocking_recv(",
    ".blocking_send(", "block_on(", ".read_line(",
  ]

  private static let python: [StaticString] = [
    "time.sleep(", "requests.get(", "requests.post(", "requests.put(", "requests.patch(", "requests.delete(", "requests.head(",
    "requests.request(", "httpx.get(", "httpx.post(", "urllib.request.urlopen(", "urlopen(", "open(", "os.system(", "os.popen(",
    "subprocess.run(", "subprocess.call(", "subprocess.check_call(", "subprocess.check_output(", "subprocess.Popen(",
    "socket.getaddrinfo(", "socket.gethostbyname(", "socket.create_connection(", "input(", ".read_text(", ".read_bytes(",
    ".write_text(", ".write_bytes(", "psycopg2.connect(",
  ]

  private static let script: [StaticString] = [
    "readFileSync(", "writeFileSync(", "appendFileSync(", "readdirSync(", "statSync(", "lstatSync(", "existsSync(", "mkdirSync(",
    "rmSync(", "unlinkSync(", "copyFileSync(", "openSync(", "readSync(", "execSync(", "execFileSync(", "spawnSync(", "pbkdf2Sync(",
    "scryptSync(", "gzipSync(", "gunzipSync(", "deflateSync(", "inflateSync(", "brotliCompressSync(", "generateKeyPairSync(",
    "hashSync(", "compareSync(", "Atomics.wait(",
  ]
}
