import LocatedYAML

/// What a manifest or pipeline is for.
enum ManifestKind: Sendable {
  case kubernetes, kustomize, helmValues, workflow, pipeline, cloudBuild, devcontainer, tasks

  /// What the content of a document says that it is.
  init?(_ root: YAMLValue) {
    if root["apiVersion"]?.scalar != nil, let kind = root["kind"]?.scalar {
      self = kind == "Kustomization" || kind == "Component" ? .kustomize : .kubernetes
      return
    }
    if root["containerDefinitions"] != nil || root["AWSEBDockerrunVersion"] != nil || root["Job"] != nil {
      self = .pipeline
      return
    }
    if !root.list.isEmpty, root.list.allSatisfy({ $0["hosts"] != nil || $0["tasks"] != nil || $0["name"] != nil }),
      !root.list[0].entries.isEmpty
    {
      self = .tasks
      return
    }
    return nil
  }

  /// Whether scripts may stand in it.
  var takesScripts: Bool { self == .workflow || self == .pipeline || self == .cloudBuild || self == .devcontainer }
}
