/// A layer that behaves differently in training and evaluation: dropout, batch normalisation.
package protocol TrainingMode: AnyObject {
  /// Whether it is in training; initially true.
  var isTraining: Bool { get set }
}
