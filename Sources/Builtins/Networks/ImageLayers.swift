import Interpreter
import Learning
import Tensors

extension BuiltinTable {
  static func imageLayers() -> BuiltinGroup {
    BuiltinGroup("Layers for images and tokens") {
      layer(
        "Conv2d",
        .int("in_channels", "the channels of the input"),
        .int("out_channels", "the channels of the result"),
        .pair("kernel_size", "height and width of the kernel"),
        .pair("stride", "how far the window moves each time", default: 1), .padding,
        .pair("dilation", "the distance between the elements under the window", default: 1),
        .int(
          "groups",
          """
          the number of parts that the channels are divided into, each with weights of \
          its own
          """, default: 1),
        .bool("bias", "whether a learned bias is added", default: true), .random,
        summary: "A convolution of images: conv2d with learned weights.",
        details:
          "Takes [N, in_channels, H, W] and gives [N, out_channels, …].",
        example: "conv = Conv2d(1, 16, 3, padding = 1)\nconv(randn(2, 1, 8, 8)).shape",
        see: "conv2d MaxPool2d BatchNorm2d ConvTranspose2d"
      ) { inputs, outputs, kernel, stride, padding, dilation, groups, bias, random in
        let (around, behind) = try padding.around(kernel.both, stride, dilation)
        return try Conv2d(
          inputs, outputs, kernel: kernel.both, window: Window(stride, around, dilation),
          behind: behind, groups: groups, bias: bias, random)
      }
      layer(
        "MaxPool2d",
        .pair("kernel_size", "height and width of the window"),
        .optional(.pair("stride", "how far the window moves; its size if left out")),
        .pair("padding", "how many rows and columns of zeros are put around the image", default: 0),
        .pair("dilation", "the distance between the elements under the window", default: 1),
        .bool("ceil_mode", "whether the last window may reach beyond the edge", default: false),
        summary: "The largest element under a moving window.",
        details: "Takes [N, C, H, W].", example: "MaxPool2d(2)(randn(1, 1, 8, 8)).shape",
        see: "max_pool2d AvgPool2d Conv2d"
      ) { kernel, stride, padding, dilation, roundsUp in
        MaxPool2d(
          kernel: kernel.both, window: Window(stride ?? kernel, padding, dilation),
          roundsUp: roundsUp)
      }
      layer(
        "AvgPool2d",
        .pair("kernel_size", "height and width of the window"),
        .optional(.pair("stride", "how far the window moves; its size if left out")),
        .pair("padding", "how many rows and columns of zeros are put around the image", default: 0),
        .bool("ceil_mode", "whether the last window may reach beyond the edge", default: false),
        .bool(
          "count_include_pad", "whether the zeros of the padding count in the mean", default: true),
        summary: "The mean under a moving window.",
        details:
          "Takes [N, C, H, W].",
        example: "AvgPool2d(2)(randn(1, 1, 8, 8)).shape",
        see: "avg_pool2d MaxPool2d AdaptiveAvgPool2d"
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
        "Dropout",
        .float32("p", "the probability that an element becomes 0", default: 0.5), .random,
        summary:
          "In training, sets random elements to 0 and scales up the others; in use, x itself.",
        example: "Dropout(0.1)(x)", see: "dropout Dropout2d model.train model.eval"
      ) { p, random in try Dropout(p, random) }
      layer(
        "Embedding",
        .int("num_embeddings", "how many vectors there are"),
        .int("embedding_dim", "the length of each"), .random,
        summary: "A learned vector for each whole number below num_embeddings.",
        details: "Takes whole numbers […] and gives […, embedding_dim].",
        example: "tokens = Embedding(100, 16)\ntokens(tensor([[1, 2, 3]])).shape",
        see: "embedding one_hot"
      ) { count, width, random in try Embedding(count, width, random) }
    }
  }
}
