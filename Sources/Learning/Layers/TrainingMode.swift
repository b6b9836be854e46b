/// A layer that behaves differently in training and in use: dropout, batch normalisation.
package protocol TrainingMode: AnyObject {
  /// Whether it is being trained; true at first.
  var isTraining: Bool { get set }
}
