import Plotting

/// A picture as a value: what `plot`, `imshow` and `bar` make and `show` draws.
public final class FigureObject: NativeObject {
  /// The figure; how it is drawn is the front end's choice.
  public let figure: any Figure

  /// A value that holds `figure`.
  public init(_ figure: any Figure) {
    self.figure = figure
  }

  public override var typeName: String { "figure" }

  public override var description: String { "<figure: \(figure.sentence)>" }
}
