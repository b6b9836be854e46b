import Language

/// Where the files of some labs go: those of one lab into the folder that was named, those of several
/// each into a folder below it of the lab's name.
package struct ArtifactFolders {
  private let folders: [String?]

  /// Folders for the labs at `paths`, below `folder`; none without one.
  package init(_ folder: String?, for paths: [String]) {
    guard let folder, paths.count > 1 else {
      folders = paths.map { _ in folder }
      return
    }
    var names: Set<String> = []
    folders = paths.map { path in
      let name = LabFile.name(path)
      // Labs of one name, in different folders, do not share theirs.
      var (own, number) = (name, 2)
      while !names.insert(own).inserted {
        own = "\(name)-\(number)"
        number += 1
      }
      return "\(folder)/\(own)"
    }
  }

  /// That of the lab with this number.
  package subscript(number: Int) -> String? { folders[number] }
}
