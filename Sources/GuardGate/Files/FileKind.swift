/// What a path says about a file.
struct FileKind: Sendable {
  let path: String
  /// The last part in lower case.
  let name: String
  let isYAML: Bool
  let isBuildFile: Bool
  /// A file that tells a CI system what to do.
  private(set) var isPipeline = false
  private let folders: [Substring]

  init(_ path: String) {
    self.path = path
    let parts = path.split(separator: "/")
    name = parts.last?.lowercased() ?? ""
    folders = parts.dropLast()
    isYAML = name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    isBuildFile = DockerfileScanner.isBuildFile(name: name)
    isPipeline =
      isWorkflow || isAction || isGitLab || isCircle || isAzure || isBitbucket || isDrone || isCloudBuild || isOtherPipeline
  }

  func isBelow(_ folder: String) -> Bool { folders.contains { $0 == folder } }

  var isJSON: Bool { name.hasSuffix(".json") || name.hasSuffix(".jsonc") }
  var isHCL: Bool { [".tf", ".hcl", ".nomad", ".tfvars"].contains(where: name.hasSuffix) }
  var isCompose: Bool { ComposeScanner.isComposeFile(path) }
  var isHelmTemplate: Bool { isBelow("templates") }
  var isKustomization: Bool { name == "kustomization.yaml" || name == "kustomization.yml" || name == "kustomization" }
  var isHelmValues: Bool { isYAML && (name.hasPrefix("values") || name.hasSuffix("values.yaml") || name.hasSuffix("values.yml")) }

  /// A GitHub workflow.
  var isWorkflow: Bool { isYAML && isBelow("workflows") && (isBelow(".github") || isBelow(".gitea") || isBelow(".forgejo")) }
  /// A GitHub action of the repository's own.
  var isAction: Bool { name == "action.yml" || name == "action.yaml" }
  var isGitLab: Bool { isYAML && (name.hasSuffix(".gitlab-ci.yml") || name.hasSuffix(".gitlab-ci.yaml") || isBelow(".gitlab")) }
  var isCircle: Bool { isYAML && isBelow(".circleci") }
  var isAzure: Bool { isYAML && (name.hasPrefix("azure-pipeline") || isBelow(".azure-pipelines") || isBelow("azure-pipelines")) }
  var isBitbucket: Bool { name == "bitbucket-pipelines.yml" || name == "bitbucket-pipelines.yaml" }
  var isDrone: Bool {
    isYAML && (name.hasPrefix(".drone.") || name.hasPrefix("drone.") || name.hasPrefix(".woodpecker") || isBelow(".woodpecker"))
  }
  var isCloudBuild: Bool { isYAML && name.hasPrefix("cloudbuild") }
  var isOtherPipeline: Bool {
    [".gitpod.yml", ".travis.yml", "buildspec.yml", "skaffold.yaml", "appveyor.yml", ".buildkite.yml", ".semaphore.yml", ".cirrus.yml"]
      .contains(name) || (isYAML && (isBelow(".buildkite") || isBelow(".semaphore")))
  }
  /// A file that may hold scripts of a pipeline, a build or a shell.
  var mayHoldScripts: Bool { isPipeline || isBuildFile || mayBeShell }
  var isDevcontainer: Bool { name == "devcontainer.json" || name == ".devcontainer.json" }

  /// A file that a shell may run; its first line decides where it has no ending.
  var mayBeShell: Bool {
    name.hasSuffix(".sh") || name.hasSuffix(".bash") || name == "makefile" || name == "justfile" || name.hasSuffix(".mk")
      || (!name.has(".") && ["ci", "scripts", "script", "bin", "hack", "tools", "build", ".github"].contains(where: isBelow))
  }

  var isSource: Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return Self.sources.contains(String(name[name.index(after: dot)...]))
  }

  private static let sources: Set<String> = [
    "java", "kt", "kts", "scala", "groovy", "go", "py", "ts", "tsx", "js", "mjs", "cjs", "jsx", "cs", "rs", "rb", "php", "swift", "ex",
    "exs",
  ]
}
