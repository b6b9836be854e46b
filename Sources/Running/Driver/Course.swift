import Language
import Platform

/// The labs of a folder as a course: each after those that it needs.
package enum Course {
  /// A lab, as far as it can be read.
  package struct Entry {
    /// Where it is.
    package let path: String
    /// What is in the file; nil where it cannot be read.
    package let lab: Lab?

    /// `mlp` of `Labs/mlp.lab`.
    package var name: String { LabFile.name(path) }
  }

  /// The labs at `paths` in the order of the course: each after those it needs, by the number of its
  /// lesson; one without a number follows what it builds on as soon as it can. Labs that need each
  /// other, or one that is not there, come last, as they were given.
  package static func entries(_ paths: [String]) -> [Entry] {
    var waiting = paths.map { Entry(path: $0, lab: try? LabFile.load($0)) }
    var ordered: [Entry] = []
    var places: [String: Int] = [:]
    while true {
      // The earliest lesson, then the lab that needs the latest one, then the first.
      var best: (index: Int, lesson: Int, place: Int)?
      for (index, entry) in waiting.enumerated() {
        let needed = (entry.lab?.frontMatter.needs ?? []).map { places[$0] }
        guard entry.lab != nil, !needed.contains(nil) else { continue }
        let place = needed.compactMap(\.self).max() ?? -1
        let lesson = entry.lab?.frontMatter.lesson ?? .max
        if best.map({ (lesson, -place) < ($0.lesson, -$0.place) }) ?? true {
          best = (index, lesson, place)
        }
      }
      guard let best else { return ordered + waiting }
      places[waiting[best.index].name] = ordered.count
      ordered.append(waiting.remove(at: best.index))
    }
  }

  /// The lab that `word` means: its name, its title, or the beginning of one, in any case. Nil where
  /// there is none, or more than one begins so.
  package static func entry(called word: String, among entries: [Entry]) -> Entry? {
    guard !word.isEmpty else { return nil }
    let word = word.lowercased()
    func names(_ entry: Entry) -> [String] {
      [entry.path, entry.name, entry.lab?.title ?? ""].map { $0.lowercased() }
    }
    if let whole = entries.first(where: { names($0).contains(word) }) { return whole }
    let begun = entries.filter { names($0).contains { $0.hasPrefix(word) } }
    return begun.count == 1 ? begun[0] : nil
  }

  /// The path that a person gives for a lab: that of a file, also without `.lab`, or the name of a lab
  /// in the standard folder. What is neither is left for the reader to complain about.
  package static func path(_ word: String) -> String {
    guard (try? Folder.existing(word)) == nil else { return word }
    if let file = try? Folder.existing(word + ".lab") { return file }
    guard !word.contains("/"),
      let paths = try? LabFolder.labs(in: [LabFolder.standard])
    else { return word }
    return entry(called: word, among: entries(paths))?.path ?? word
  }
}
