import Interpreter
import Tensors

extension BuiltinTable {
  static func convolutions() -> BuiltinGroup {
    BuiltinGroup("Convolutions") {
      Builtin(
        "conv2d",
        .tensor("input", "[N, C, H, W]"),
        .tensor("weight", "[F, C / groups, height, width]"),
        .optional(.tensor("bias", "[F]")),
        .pair("stride", "how far the window moves each time", default: 1), .padding,
        .pair("dilation", "the distance between the elements under the window", default: 1),
        .int(
          "groups",
          """
          the number of parts that the channels are divided into, each with weights of \
          its own
          """, default: 1), summary: "A convolution of images.",
        details:
          "The result is [N, F, …].",
        example: "conv2d(randn(1, 1, 8, 8), randn(4, 1, 3, 3), padding = 1).shape",
        see: "Conv2d max_pool2d"
      ) { x, weight, bias, stride, padding, dilation, groups in
        let kernel = weight.rank == 4 ? (weight.shape[2], weight.shape[3]) : (1, 1)
        let (around, behind) = try padding.around(kernel, stride, dilation)
        return try Tensor.convolution(
          x.extended(by: behind), weight, bias, Window(stride, around, dilation), groups: groups)
      }
      Builtin(
        "max_pool2d",
        .tensor("input", "[N, C, H, W]"),
        .pair("kernel_size", "height and width of the window"),
        .optional(.pair("stride", "how far the window moves; its size if left out")),
        .pair("padding", "how many rows and columns of zeros are put around the image", default: 0),
        .pair("dilation", "the distance between the elements under the window", default: 1),
        .bool("ceil_mode", "whether the last window may reach beyond the edge", default: false),
        summary: "The largest element under a moving window.",
        example: "max_pool2d(randn(1, 1, 8, 8), 2).shape", see: "avg_pool2d MaxPool2d"
      ) { x, kernel, stride, padding, dilation, roundsUp in
        let window = Window(stride ?? kernel, padding, dilation)
        return roundsUp
          ? try x.maxPooledRoundingUp(kernel: kernel.both, window)
          : try x.maxPooled(kernel: kernel.both, window)
      }
      Builtin(
        "avg_pool2d",
        .tensor("input", "[N, C, H, W]"),
        .pair("kernel_size", "height and width of the window"),
        .optional(.pair("stride", "how far the window moves; its size if left out")),
        .pair("padding", "how many rows and columns of zeros are put around the image", default: 0),
        .bool("ceil_mode", "whether the last window may reach beyond the edge", default: false),
        .bool(
          "count_include_pad", "whether the zeros of the padding count in the mean", default: true),
        summary: "The mean under a moving window.",
        example: "avg_pool2d(randn(1, 1, 8, 8), 2).shape",
        see: "max_pool2d AvgPool2d adaptive_avg_pool2d reduce"
      ) { x, kernel, stride, padding, roundsUp, countsPadding in
        let window = Window(stride ?? kernel, padding)
        return roundsUp
          ? try x.averagePooledRoundingUp(
            kernel: kernel.both, window, countsPadding: countsPadding)
          : try x.averagePooled(kernel: kernel.both, window, countsPadding: countsPadding)
      }
      Builtin(
        "embedding",
        .tensor("input", "whole numbers, of any shape"),
        .tensor("weight", "[rows, width], from which rows are taken"),
        summary: "The rows of weight at the given indices.",
        example: "embedding(tensor([0, 2]), randn(5, 4)).shape", see: "Embedding one_hot"
      ) { tokens, weight in try Tensor.embedding(tokens, weight) }
      Builtin(
        "dropout", .tensor("x"),
        .float32("p", "the probability that an element becomes 0", default: 0.5),
        .bool("training", "whether anything is done at all", default: true),
        .interpreter,
        summary: "Sets random elements to 0 and scales up the others, so that the mean stays.",
        example: "dropout(x, p = 0.1)", see: "Dropout bernoulli"
      ) { x, p, isTraining, me in isTraining ? try x.droppedOut(p, me.random()) : x }
    }
  }
}

/// One number for rows and one for columns.
struct RowsAndColumns: ArgumentConvertible {
  static var kind: String { "a number, or one for rows and one for columns" }
  let both: Window.Pair

  static func read(_ argument: BuiltinArgument) throws(Failure) -> RowsAndColumns {
    let numbers = try argument.ints()
    guard let first = numbers.first, let last = numbers.last, numbers.count <= 2 else {
      throw argument.mismatch("a number, or two for rows and columns")
    }
    return RowsAndColumns(both: (first, last))
  }
}

extension TypedParameter where T == RowsAndColumns {
  /// One number for rows and columns, or one for each.
  static func pair(_ name: String, _ about: String = "", default value: Int? = nil) -> Self {
    Self(name, about, default: value.map { .int($0) })
  }
}

extension Window {
  /// How a kernel moves.
  init(
    _ stride: RowsAndColumns, _ padding: RowsAndColumns,
    _ dilation: RowsAndColumns = RowsAndColumns(both: (1, 1))
  ) {
    self.init(stride: stride.both, padding: padding.both, dilation: dilation.both)
  }
}
