/// Faults of the repository's structure: who imports whom, and what blocks.
enum ArchitectureDefects {
  private static let example = "fixtures/repository/evidence"

  static let all = [
    SeededDefect(
      "arch.policy-imports-route", requirements: ["S1-H5"], "The gateway's policy imports its route.",
      change: .files([FileEdit("\(example)/gateway/policy.py", replace: "\n\ndef allows", with: "from . import route\n\n\ndef allows")])),
    SeededDefect(
      "arch.session-operator-cycle", requirements: ["S1-H5"], "The gateway's session imports the operator, which imports the session.",
      change: .files([FileEdit("\(example)/gateway/session.py", replace: "import policy", with: "import operator, policy")])),
    SeededDefect(
      "arch.transitive-edge", requirements: ["S1-M9"], "The controller reaches the ledger through the contracts.",
      change: .files([
        FileEdit("\(example)/contracts/run.py", replace: "STEPS = 32", with: "from evidence.ledger import entries\n\nSTEPS = 32")
      ])),
    SeededDefect(
      "arch.doc-missing-module", requirements: ["S1-M9"], "The document of the modules has no row for the adapters.",
      change: .files([
        FileEdit(
          "fixtures/repository/docs/modules.md", replace: "| `adapters` | ways to the outside | platform | `contracts` |\n", with: "")
      ])),
    SeededDefect(
      "arch.controller-god-file", requirements: ["S1-H4"], "The controller's orchestration has grown to 700 lines.",
      change: .overlay([
        "\(example)/controller/orchestration.py": (1...700).map { "STEP_\($0) = \($0)\n" }.joined()
      ])),
    SeededDefect(
      "handler.blocking-read", requirements: ["S1-H3"], "A request handler reads a file and waits for it.",
      change: .files([
        FileEdit(
          "\(example)/gateway/route.py", replace: "    return session.find(request.headers[\"session\"])",
          with: "    return session.find(open(request.headers[\"session\"]).read())")
      ])),
  ]
}
