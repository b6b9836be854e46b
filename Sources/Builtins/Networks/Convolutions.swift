import Interpreter
import Tensors

extension BuiltinTable {
  static func convolutions() -> BuiltinGroup {
    BuiltinGroup("Convolutions") {
      Builtin(
        "conv2d", .tensor("input"), .tensor("weight"), .optional(.tensor("bias")),
        .pair("stride", default: 1), .padding, .pair("dilation", default: 1),
        .int("groups", default: 1), summary: "A convolution of images.",
        details:
          "input: [N, C, H, W], weight: [F, C / groups, height, width], bias: [F]. The result is "
          + "[N, F, …]. stride, padding and dilation are a number, or one for rows and one for "
          + "columns; padding = \"same\" keeps height and width.",
        example: "conv2d(x, K, padding = 1)"
      ) { x, weight, bias, stride, padding, dilation, groups in
        let kernel = weight.rank == 4 ? (weight.shape[2], weight.shape[3]) : (1, 1)
        let (around, behind) = try padding.around(kernel, stride, dilation)
        return try Tensor.convolution(
          x.extended(by: behind), weight, bias, Window(stride, around, dilation), groups: groups)
      }
      Builtin(
        "max_pool2d", .tensor("input"), .pair("kernel_size"), .optional(.pair("stride")),
        .pair("padding", default: 0), .pair("dilation", default: 1),
        .bool("ceil_mode", default: false),
        summary: "The largest element under a moving window.",
        details: "input: [N, C, H, W]. stride is the kernel's size unless it is given; with "
          + "ceil_mode the last window may reach beyond the image.",
        example: "max_pool2d(x, 2)"
      ) { x, kernel, stride, padding, dilation, roundsUp in
        let window = Window(stride ?? kernel, padding, dilation)
        return roundsUp
          ? try x.maxPooledRoundingUp(kernel: kernel.both, window)
          : try x.maxPooled(kernel: kernel.both, window)
      }
      Builtin(
        "avg_pool2d", .tensor("input"), .pair("kernel_size"), .optional(.pair("stride")),
        .pair("padding", default: 0), .bool("ceil_mode", default: false),
        .bool("count_include_pad", default: true),
        summary: "The mean under a moving window.",
        details:
          "input: [N, C, H, W]. stride is the kernel's size unless it is given; the zeros of the "
          + "padding count in the mean unless count_include_pad is false.",
        example: "avg_pool2d(x, 2)"
      ) { x, kernel, stride, padding, roundsUp, countsPadding in
        let window = Window(stride ?? kernel, padding)
        return roundsUp
          ? try x.averagePooledRoundingUp(
            kernel: kernel.both, window, countsPadding: countsPadding)
          : try x.averagePooled(kernel: kernel.both, window, countsPadding: countsPadding)
      }
      Builtin(
        "embedding", .tensor("input"), .tensor("weight"),
        summary: "The rows of weight at the given indices.", example: "embedding(tokens, E)"
      ) { tokens, weight in try Tensor.embedding(tokens, weight) }
      Builtin(
        "dropout", .tensor("x"), .float32("p", default: 0.5), .bool("training", default: true),
        .interpreter,
        summary: "Sets random elements to 0 and scales up the others, so that the mean stays.",
        example: "dropout(x, p = 0.1)"
      ) { x, p, isTraining, me in isTraining ? try x.droppedOut(p, me.random()) : x }
    }
  }
}

/// One number for rows and one for columns.
struct RowsAndColumns: ArgumentConvertible {
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
  static func pair(_ name: String, default value: Int? = nil) -> Self {
    Self(name, default: value.map { .int($0) })
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
