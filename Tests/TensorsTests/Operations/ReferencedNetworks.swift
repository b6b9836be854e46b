import Tensors

/// Convolutions and pools; their settings are in the names, as rows,columns.
let networkOperations: [String: Apply] = {
  var table: [String: Apply] = [
    "conv2d without bias": { try Tensor.convolution($0[0], $0[1], nil) },
    "sdpa": { try Tensor.scaledDotProductAttention($0[0], $0[1], $0[2]) },
    "sdpa causal": { try Tensor.scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: true) },
    "sdpa scaled": { try Tensor.scaledDotProductAttention($0[0], $0[1], $0[2], scale: 0.3) },
    "sdpa masked": { try Tensor.scaledDotProductAttention($0[0], $0[1], $0[2], mask: $0[3]) },
    "embedding": { try Tensor.embedding($0[0], $0[1]) },
  ]
  let convolutions = [
    "1,1 0,0 1,1 1", "1,1 1,1 1,1 1", "2,2 1,1 1,1 1", "2,3 0,2 1,1 1", "3,1 2,0 2,1 1",
    "1,1 2,4 2,3 1", "2,2 3,3 2,2 1", "1,1 1,1 1,1 2", "2,1 1,0 1,1 3", "4,4 0,0 1,1 1",
    "5,5 0,0 1,1 1",
  ]
  for settings in convolutions {
    let numbers = pairs(settings)
    let window = Window(stride: numbers[0], padding: numbers[1], dilation: numbers[2])
    let groups = numbers[3].rows
    for relu in [false, true] {
      table["conv2d \(relu ? "relu " : "")\(settings)"] = {
        try Tensor.convolution($0[0], $0[1], $0[2], window, groups: groups, relu: relu)
      }
    }
  }
  let pools = [
    "2,2 2,2 0,0 1,1", "3,3 2,2 1,1 1,1", "2,3 1,2 1,0 1,1", "3,2 2,1 0,1 2,3",
  ]
  for settings in pools {
    let numbers = pairs(settings)
    let kernel = numbers[0]
    let window = Window(stride: numbers[1], padding: numbers[2], dilation: numbers[3])
    table["max_pool2d " + settings] = { try $0[0].maxPooled(kernel: kernel, window) }
    guard window.dilation == (1, 1) else { continue }
    table["avg_pool2d " + settings] = { try $0[0].averagePooled(kernel: kernel, window) }
    table["avg_pool2d inside " + settings] = {
      try $0[0].averagePooled(kernel: kernel, window, countsPadding: false)
    }
  }
  return table
}()

/// `2,3 0,2 1,1 1` as pairs; a single number stands for both.
private func pairs(_ settings: String) -> [Window.Pair] {
  settings.split(separator: " ").map { pair in
    let numbers = pair.split(separator: ",").compactMap { Int($0) }
    return (numbers.first ?? 0, numbers.last ?? 0)
  }
}
