import GateKit
import Testing

@testable import StepLanguage

@Suite("Fragments", .timeLimit(.minutes(1)))
struct FragmentTests {
  private static let files = [
    "shared/login.yaml": """
    fragment: somebody logs in
    parameters: { name: ~, role: reader }
    steps:
      - request: POST /login/${name}/${role}
        expect: { status: 200 }
        capture: { token: body }
      - use: inner/ping.yml
        with: { path: "after-${name}" }
    """,
    "shared/inner/ping.yml": "fragment: a ping\nparameters: [path]\nsteps: [{request: 'GET /${path}', expect: {status: 200}}]",
    "a.yaml": "fragment: a\nsteps: [{use: b.yaml}]", "b.yaml": "fragment: b\nsteps: [{use: a.yaml}]",
    "many.yaml": "fragment: many\nsteps:\n" + String(repeating: "  - use: more.yaml\n", count: 200),
    "more.yaml": "fragment: more\nsteps:\n" + String(repeating: "  - advance: 1s\n", count: 200),
    "broken.yaml": "fragment: broken\nsteps: [{requst: GET /}]", "steps.txt": "",
  ]

  @Test("a fragment is done with its parameters; what it captures stays, its parameters do not")
  func uses() async throws {
    let scope = try await Play.run(
      "- use: shared/login.yaml\n  with: { name: ada }\n- request: GET /own/${token}\n  expect: { body: '/own/for:/login/ada/reader' }",
      files: Self.files
    ) { request, _ in
      let path = request.split(separator: " ")[1]
      return EchoServer.response(200, path.hasPrefix("/login") ? "for:\(path)" : path.hasPrefix("/own") ? "/own/for:/login/ada/reader" : "")
    }
    #expect(scope.variables["name"] == nil)
    #expect(scope.variables["role"] == nil)
    #expect(scope.judged == 4)
  }

  @Test("a failure inside stands at the line of the fragment, and names it")
  func failure() async {
    let failure = await Play.failure("- use: shared/login.yaml\n  with: { name: ada }", files: Self.files) { request, _ in
      EchoServer.response(request.hasPrefix("GET") ? 500 : 200)
    }
    #expect(failure?.step == "somebody logs in: a ping: GET /${path}")
    #expect(failure?.location.path == "shared/inner/ping.yml")
  }

  @Test(
    "what is wrong is one error with its place",
    arguments: [
      ("- use: a.yaml", "b.yaml:2:15", "contains itself: a.yaml -> b.yaml -> a.yaml"),
      ("- use: nothing.yaml", "steps.yaml:1:8", "there is no file 'nothing.yaml'"),
      ("- use: ../out.yaml", "steps.yaml:1:8", "out of the repository"), ("- use: /etc/passwd", "steps.yaml:1:8", "no relative path"),
      ("- use: shared/login.yaml", "steps.yaml:1:8", "needs 'name'"),
      ("- use: shared/login.yaml\n  with: {name: a, rol: b}", "steps.yaml:2:19", "no parameter 'rol'"),
      ("- use: broken.yaml", "broken.yaml:2:10", "unknown step 'requst'"),
      ("- use: many.yaml", "more.yaml", "more than 10000 steps"),
    ])
  func wrong(steps: String, place: String, message: String) {
    let error = Play.nameError(steps, files: Self.files)
    #expect(error?.location.map { "\($0)".hasPrefix(place) } == true, "\(String(describing: error))")
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }

  @Test("where no files may be read, a fragment is refused")
  func noFiles() throws {
    let node = try YAMLDocument.parse("- use: a.yaml", path: "s.yaml")
    #expect(throws: GateError.self) { try StepParser().steps(node) }
  }
}
