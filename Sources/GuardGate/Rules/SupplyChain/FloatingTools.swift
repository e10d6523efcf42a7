/// Finds the commands of a script that install something without an exact version.
struct FloatingTools {
  struct Use {
    /// Names what is installed, without the place.
    var subject: String
    var message: String
    var word: ShellScript.Word
  }

  private(set) var uses: [Use] = []

  init(_ commands: [ShellScript.Command], pinsSystemPackages: Bool) {
    let checks = commands.contains(where: ToolDownload.isCheck)
    for (index, command) in commands.enumerated() {
      uses += ToolDownload.uses(at: index, in: commands, isChecked: checks)
      uses += ToolInstall(command, pinsSystemPackages: pinsSystemPackages).uses
    }
  }
}
