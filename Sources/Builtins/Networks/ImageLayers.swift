import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  static func imageLayers() -> BuiltinGroup {
    BuiltinGroup("Layers for images and tokens") {
      layer(
        "Conv2d", .int("in_channels"), .int("out_channels"), .pair("kernel_size"),
        .pair("stride", default: 1), .padding, .pair("dilation", default: 1),
        .int("groups", default: 1), .bool("bias", default: true), .random,
        summary: "A convolution of images: conv2d with learned weights.",
        details:
          "Takes [N, in_channels, H, W] and gives [N, out_channels, …]. kernel_size, stride, "
          + "padding and dilation are a number, or one for rows and one for columns; padding = "
          + "\"same\" keeps H and W.",
        example: "conv = Conv2d(1, 16, 3, padding = 1)"
      ) { inputs, outputs, kernel, stride, padding, dilation, groups, bias, random in
        let (around, behind) = try padding.around(kernel.both, stride, dilation)
        return try Conv2d(
          inputs, outputs, kernel: kernel.both, window: Window(stride, around, dilation),
          behind: behind, groups: groups, bias: bias, random)
      }
      layer(
        "MaxPool2d", .pair("kernel_size"), .optional(.pair("stride")),
        .pair("padding", default: 0), .pair("dilation", default: 1),
        .bool("ceil_mode", default: false),
        summary: "The largest element under a moving window.",
        details: "stride is the kernel's size unless it is given; with ceil_mode the last window "
          + "may reach beyond the image.", example: "MaxPool2d(2)"
      ) { kernel, stride, padding, dilation, roundsUp in
        MaxPool2d(
          kernel: kernel.both, window: Window(stride ?? kernel, padding, dilation),
          roundsUp: roundsUp)
      }
      layer(
        "AvgPool2d", .pair("kernel_size"), .optional(.pair("stride")),
        .pair("padding", default: 0), .bool("ceil_mode", default: false),
        .bool("count_include_pad", default: true),
        summary: "The mean under a moving window.",
        details:
          "stride is the kernel's size unless it is given; the zeros of the padding count in the "
          + "mean unless count_include_pad is false.",
        example: "AvgPool2d(2)"
      ) { kernel, stride, padding, roundsUp, countsPadding in
        let window = Window(stride ?? kernel, padding)
        return FunctionLayer { (x) throws(TensorError) in
          roundsUp
            ? try x.averagePooledRoundingUp(
              kernel: kernel.both, window, countsPadding: countsPadding)
            : try x.averagePooled(kernel: kernel.both, window, countsPadding: countsPadding)
        }
      }
      layer(
        "Dropout", .float32("p", default: 0.5), .random,
        summary:
          "In training, sets random elements to 0 and scales up the others; in use, x itself.",
        example: "Dropout(0.1)"
      ) { p, random in try Dropout(p, random) }
      layer(
        "Embedding", .int("num_embeddings"), .int("embedding_dim"), .random,
        summary: "A learned vector for each whole number below num_embeddings.",
        example: "tokens = Embedding(100, 16)"
      ) { count, width, random in try Embedding(count, width, random) }
    }
  }
}
