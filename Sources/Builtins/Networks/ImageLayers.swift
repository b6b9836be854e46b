import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  static func imageLayers() -> BuiltinGroup {
    let kernel = BuiltinParameter.required("kernel_size")
    let padding = BuiltinParameter.optional("padding", .int(0))
    let dilation = BuiltinParameter.optional("dilation", .int(1))
    return BuiltinGroup(
      "Layers for images and tokens",
      [
        layer(
          "Conv2d",
          [
            .required("in_channels"), .required("out_channels"), kernel,
            .optional("stride", .int(1)), padding, dilation, .optional("groups", .int(1)),
            .optional("bias", .bool(true)),
          ], "Images under moving kernels: conv2d with weights that are learned.",
          details:
            "Takes [N, in_channels, H, W] and gives [N, out_channels, …]. kernel_size, stride, "
            + "padding and dilation are a number, or one for rows and one for columns.",
          example: "conv = Conv2d(1, 16, 3, padding = 1)"
        ) { arguments, random in
          try Conv2d(
            arguments.int(0), arguments.int(1), kernel: arguments.pair(2),
            window: arguments.window(stride: 3, padding: 4, dilation: 5),
            groups: arguments.int(6), bias: arguments.bool(7), random)
        },
        layer(
          "MaxPool2d", [kernel, .optional("stride"), padding, dilation],
          "The largest element under a moving window.",
          details: "stride is the kernel's size unless it is given.", example: "MaxPool2d(2)"
        ) { arguments, _ in
          let size = try arguments.pair(0)
          let window = try arguments.window(stride: 1, orElse: size, padding: 2, dilation: 3)
          return MaxPool2d(kernel: size, window: window)
        },
        layer(
          "AvgPool2d",
          [kernel, .optional("stride"), padding, .optional("count_include_pad", .bool(true))],
          "The mean under a moving window.",
          details:
            "stride is the kernel's size unless it is given; the zeros of the padding count in the "
            + "mean unless count_include_pad is false.",
          example: "AvgPool2d(2)"
        ) { arguments, _ in
          let size = try arguments.pair(0)
          let window = try arguments.window(stride: 1, orElse: size, padding: 2)
          let countsPadding = try arguments.bool(3)
          return FunctionLayer { (x) throws(TensorError) in
            try x.averagePooled(kernel: size, window, countsPadding: countsPadding)
          }
        },
        layer(
          "Dropout", [.optional("p", .float(0.5))],
          "In training, random elements become 0 and the others larger; in use, x itself.",
          example: "Dropout(0.1)"
        ) { arguments, random in try Dropout(arguments.float32(0), random) },
        layer(
          "Embedding", [.required("num_embeddings"), .required("embedding_dim")],
          "A learned vector for each whole number below num_embeddings.",
          example: "tokens = Embedding(100, 16)"
        ) { arguments, random in try Embedding(arguments.int(0), arguments.int(1), random) },
      ])
  }
}
