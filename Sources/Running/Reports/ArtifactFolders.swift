import Language

/// Where the files of some runs go: those of a single one into the folder that was named, those of several
/// labs each into a folder below it of the lab's name, and in that those of several runs of a lab each
/// into one named after what was chosen.
package struct ArtifactFolders {
  private let folders: [String?]

  /// Folders for runs, below `folder`; none without one.
  package init(_ folder: String?, for runs: [RunName]) {
    guard let folder, runs.count > 1 else {
      folders = runs.map { _ in folder }
      return
    }
    let isOneLab = Set(runs.map(\.path)).count == 1 && runs.allSatisfy { $0.choice != nil }
    var names: Set<String> = []
    folders = runs.map { run in
      let lab = isOneLab ? nil : LabFile.name(run.path)
      let name = [lab, run.choice.map(Self.plain)].compactMap(\.self).joined(separator: "/")
      // Labs of one name, in different folders, do not share theirs.
      var (own, number) = (name, 2)
      while !names.insert(own).inserted {
        own = "\(name)-\(number)"
        number += 1
      }
      return "\(folder)/\(own)"
    }
  }

  /// What was chosen, in characters that every shell takes as they are.
  private static func plain(_ choice: String) -> String {
    String(
      choice.map { $0.isASCII && ($0.isLetter || $0.isNumber || "=,.+_".contains($0)) ? $0 : "-" })
  }

  /// That of the run with this number.
  package subscript(number: Int) -> String? { folders[number] }
}
