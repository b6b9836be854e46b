import Builtins
import Interpreter
import Language
import Text

/// The reference of all words, functions, methods, properties and constants.
///
/// Everything in it comes from where these are declared.
package final class Reference {
  /// The entries under one heading.
  struct Section {
    let title: String
    let entries: [ReferenceEntry]
  }

  private let table: BuiltinTable

  /// The reference of `table`.
  package init(_ table: BuiltinTable) { self.table = table }

  /// Every section, in order.
  private(set) lazy var sections =
    [Section(title: "Language", entries: LanguageWord.all.map(ReferenceEntry.init))]
    + table.groups.map { group in
      Section(
        title: group.title,
        entries: group.builtins.map(ReferenceEntry.init)
          + group.properties.map(ReferenceEntry.init) + group.constants.map(ReferenceEntry.init))
    }
  /// All entries.
  private lazy var entries = sections.flatMap(\.entries)
  private lazy var likenesses = entries.map(\.likeness)

  /// Every name that has an entry, sorted.
  package var names: [String] {
    let all = table.groups.flatMap { group in
      group.builtins.map(\.name) + group.properties.map(\.name) + group.constants.map(\.name)
    }
    return Set(all + LanguageWord.all.map(\.name)).sorted()
  }

  /// The entries of `name`: words, functions, methods, properties, constants.
  ///
  /// `list.append` is the method of one kind. Throws `.usage` and suggests the nearest name.
  func entries(_ name: String) throws(Diagnostic) -> [ReferenceEntry] {
    let found = entries.filter { $0.fullName == name || $0.name == name }
    guard found.isEmpty else { return found }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    throw Diagnostic(
      .usage, "there is no builtin called \(visible(name))",
      hint: Spelling.hint(last, names) ?? "`lab doc` lists all names")
  }

  /// Whether `name` is a kind of value, such as `list`, and what its values have behind a dot.
  func members(of kind: String) -> [ReferenceEntry] {
    entries.filter { $0.owner == kind }
  }

  /// Names of entries to look at, too: those that an entry names, those that name it, and what is
  /// called alike.
  func related(to entry: ReferenceEntry) -> [String] {
    let own = [entry.fullName, entry.name]
    let likeness = entry.likeness
    let alike = zip(entries, likenesses).filter { $1 == likeness }.map(\.0.fullName)
    let back = entries.filter { $0.declared.contains(where: own.contains) }.map(\.fullName)
    var seen: Set<String> = [entry.fullName]
    return (entry.declared + alike + back).filter { seen.insert($0).inserted }.prefix(8).map(\.self)
  }
}
