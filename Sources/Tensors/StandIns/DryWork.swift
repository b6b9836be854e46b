import Kernels

/// What operations would have done: the measure of what code costs.
package struct DryWork: Equatable, Sendable {
  /// Products of two numbers that are added up, in matrix products, convolutions and attention.
  package var multiplyAdds = 0.0
  /// Tensors that were made.
  package var tensors = 0.0
  /// The bytes in them.
  package var bytes = 0.0

  /// Nothing.
  package init() {}
}

extension StandIns {
  /// What operations on this thread's stand-ins would have done so far.
  package static var work: DryWork {
    let counted = lab_stand_in_work()
    var work = DryWork()
    work.multiplyAdds = counted.multiply_adds
    work.tensors = counted.tensors
    work.bytes = counted.bytes
    return work
  }

  /// The bytes of all stand-ins of this thread together, at most since `restartPeak`.
  package static var peakBytes: Double { lab_stand_in_work().peak }

  /// Starts to look for the most bytes anew.
  package static func restartPeak() { lab_restart_stand_in_peak() }

  static func count(multiplyAdds: Double) { lab_count_stand_in_work(multiplyAdds, 0) }

  /// Counts memory that an update in place would go through, as an optimizer's does.
  package static func count(changedBytes: Int) {
    if areMade { lab_count_stand_in_work(0, Double(changedBytes)) }
  }
}
