import Interpreter
import Tensors

extension BuiltinTable {
  static func convolutions() -> BuiltinGroup {
    let input = BuiltinParameter.required("input")
    let padding = BuiltinParameter.optional("padding", .int(0))
    let dilation = BuiltinParameter.optional("dilation", .int(1))
    return BuiltinGroup(
      "Convolutions",
      [
        Builtin(
          "conv2d",
          [
            input, .required("weight"), .optional("bias"), .optional("stride", .int(1)), padding,
            dilation, .optional("groups", .int(1)),
          ], "Images under moving kernels.",
          details:
            "input: [N, C, H, W], weight: [F, C / groups, height, width], bias: [F]. The result is "
            + "[N, F, …]. stride, padding and dilation are a number, or one for rows and one for "
            + "columns.",
          example: "conv2d(x, K, padding = 1)"
        ) { arguments, _ in
          .tensor(
            try Tensor.convolution(
              arguments.tensor(0), arguments.tensor(1), arguments.optionalTensor(2),
              arguments.window(stride: 3, padding: 4, dilation: 5), groups: arguments.int(6)))
        },
        Builtin(
          "max_pool2d",
          [input, .required("kernel_size"), .optional("stride"), padding, dilation],
          "The largest element under a moving window.",
          details: "input: [N, C, H, W]. stride is the kernel's size unless it is given.",
          example: "max_pool2d(x, 2)"
        ) { arguments, _ in
          let kernel = try arguments.pair(1)
          return .tensor(
            try arguments.tensor(0).maxPooled(
              kernel: kernel,
              arguments.window(stride: 2, orElse: kernel, padding: 3, dilation: 4)))
        },
        Builtin(
          "avg_pool2d",
          [
            input, .required("kernel_size"), .optional("stride"), padding,
            .optional("count_include_pad", .bool(true)),
          ], "The mean under a moving window.",
          details:
            "input: [N, C, H, W]. stride is the kernel's size unless it is given; the zeros of the "
            + "padding count in the mean unless count_include_pad is false.",
          example: "avg_pool2d(x, 2)"
        ) { arguments, _ in
          let kernel = try arguments.pair(1)
          return .tensor(
            try arguments.tensor(0).averagePooled(
              kernel: kernel, arguments.window(stride: 2, orElse: kernel, padding: 3),
              countsPadding: arguments.bool(4)))
        },
        Builtin(
          "embedding", [input, .required("weight")],
          "The rows of weight that whole numbers name.", example: "embedding(tokens, E)"
        ) { arguments, _ in
          .tensor(try Tensor.embedding(arguments.tensor(0), arguments.tensor(1)))
        },
        Builtin(
          "dropout",
          [.required("x"), .optional("p", .float(0.5)), .optional("training", .bool(true))],
          "Random elements become 0, the others larger, so that the mean stays.",
          example: "dropout(x, p = 0.1)"
        ) { arguments, me in
          let x = try arguments.tensor(0)
          return .tensor(
            try arguments.bool(2) ? x.droppedOut(arguments.float32(1), me.random()) : x)
        },
      ])
  }
}

extension Arguments {
  /// One number for rows and columns, or one for each.
  func pair(_ index: Int) throws(Failure) -> Window.Pair {
    let numbers = try ints(index)
    guard let first = numbers.first, let last = numbers.last, numbers.count <= 2 else {
      throw mismatch(index, "a number, or two for rows and columns")
    }
    return (first, last)
  }

  /// How a kernel moves, from the arguments at these places; without a stride, `orElse`.
  func window(
    stride: Int, orElse other: Window.Pair = (1, 1), padding: Int, dilation: Int? = nil
  ) throws(Failure) -> Window {
    Window(
      stride: has(stride) ? try pair(stride) : other, padding: try pair(padding),
      dilation: try dilation.map { (index) throws(Failure) in try pair(index) } ?? (1, 1))
  }
}
