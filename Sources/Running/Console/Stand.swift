import Language

/// How far a step has been shown, in case that it stops and goes on later.
package struct Stand {
  fileprivate let curves: Curves
  fileprivate let reading: (step: Step, next: Int)?
}

extension Console {
  /// How far the running step has been shown.
  package var stand: Stand { Stand(curves: curves, reading: reading) }

  /// Goes on showing a step.
  package func takeUp(_ stand: Stand) {
    begin()
    (curves, reading) = (stand.curves, stand.reading)
  }
}
