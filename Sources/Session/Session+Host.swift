import Builtins
import Datasets
import Interpreter
import Language
import Platform
import Tensors

/// What a session does for the code that it runs.
extension Session: Host {
  package func print(_ text: String) { output.receive(.text(text)) }

  package func show(_ values: [Value]) {
    if checkResults == nil { output.receive(.show(values)) }
  }

  package func progress(done: Int, of total: Int, mayEndEarly: Bool) {
    guard checkResults == nil else { return }
    output.receive(.progress(done: done, total: total, mayEndEarly: mayEndEarly))
  }

  package func endOfPass() { if checkResults == nil { output.receive(.endOfPass) } }

  package func ask(_ question: Question) {
    // A prompt asks a step's questions once the step has ended.
    let isAskedLater =
      options.respondent == .student
      && lab.questions(ofStep: currentStep).contains { $0.id == question.id }
    if !isAskedLater { output.receive(.question(question)) }
  }

  package func read(_ path: String) throws(Failure) -> [UInt8] {
    hasReadFiles = true
    let folders = [options.folder, options.data.directory, options.artifacts].compactMap(\.self)
    if options.dryRun != nil { return try readDry(path, folders) }
    return try read(path, beneath: folders)
  }

  /// The bytes of a file beneath the first of the folders that has it.
  func read(_ path: String, beneath folders: [String]) throws(Failure) -> [UInt8] {
    do {
      return try Sandbox.read(path, beneath: folders, atMost: Limits.readBytes)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  package func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if options.dryRun != nil { return }
    guard let folder = options.artifacts else {
      throw Failure("there is no folder to write \(path) to", hint: "run the lab with --artifacts")
    }
    writtenBytes += bytes.count
    guard writtenBytes <= Limits.writtenBytes else {
      throw Failure(.limit, "the lab has written more than \(Limits.writtenBytes >> 20) MB")
    }
    do {
      try Sandbox.write(bytes, to: path, beneath: folder)
    } catch {
      throw Failure.wrapping(error)
    }
  }

  /// The bytes of a file, which a dry run does not miss: the lab may write it, or students have it.
  private func readDry(_ path: String, _ folders: [String]) throws(Failure) -> [UInt8] {
    guard let bytes = try? read(path, beneath: folders) else {
      throw Failure(.skipped, "\(path) is not there in a dry run")
    }
    return bytes
  }

  func noteData(_ set: String, _ fingerprint: UInt64) {
    guard !dataSets.contains(set) else { return }
    dataSets.append(set)
    dataFingerprints.append((set, fingerprint))
  }

  package func report(_ name: String, _ value: Value) throws(Failure) {
    guard checkResults == nil else { return }
    if let index = reports.firstIndex(where: { $0.name == name }) {
      reports[index].value = value
    } else {
      reports.append((name, value))
    }
    try interpreter.countOutput(value.brief.utf8.count)
    output.receive(.report(name: name, value: value))
  }

  package func record(
    _ series: String, label: String?, x: Double?, y: Double, _ look: CurveLook
  ) throws(Failure) {
    guard checkResults == nil else { return }
    guard points.count < Limits.points else {
      throw Failure(
        .limit, "the lab has recorded more than \(Limits.points) points",
        hint: "record inside the loop less often")
    }
    try interpreter.charge(MemoryLayout<RecordedPoint>.size + (label?.utf8.count ?? 0))
    let key = "\(series)\u{0}\(label ?? "")"
    let number = pointCounts[key, default: 0] + 1
    pointCounts[key] = number
    var point = RecordedPoint(series: series, label: label, x: x ?? Double(number), y: y)
    point.look = look
    point.isCounted = x == nil
    points.append(point)
    output.receive(.record(point))
  }

  func note(_ result: ExpectationResult) throws(Failure) {
    try interpreter.charge(MemoryLayout<ExpectationResult>.size + result.text.utf8.count)
    if checkResults != nil {
      checkResults?.append(result)
      // The first check that fails says what is wrong; later ones only follow from it.
      guard result.status != .failed else { throw Failure(.expectation, "a check failed") }
      return
    }
    expectations.append(result)
    try interpreter.countOutput(result.text.utf8.count + (result.message?.utf8.count ?? 0))
    output.receive(.expectation(result))
  }
}
