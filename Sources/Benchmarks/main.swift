import Datasets
import Learning
import Tensors

// The MLP of the first lab on the engine alone: one line an epoch with loss, accuracy and time.
// The argument is the folder with MNIST; without it the program's own digits are used.

let arguments = CommandLine.arguments.dropFirst()
let data = try DataSet.load(
  firstOf: ["mnist", "digits"], path: DataPath(arguments.first ?? ".."))
/// 784 → 256 → 256 → 10 with ReLU, as the course builds it.
struct MLP {
  let layers: [Linear]

  init(_ generator: Generator) throws(TensorError) {
    layers = [
      try Linear(784, 256, generator), try Linear(256, 256, generator),
      try Linear(256, 10, generator),
    ]
  }

  func callAsFunction(_ x: Tensor) throws(TensorError) -> Tensor {
    let h = try layers[0](x.flattened(from: 1)).relu()
    return try layers[2](layers[1](h).relu())
  }
}

let generator = Generator(seed: 0)
let net = try MLP(generator)
let optimizer = try Adam(
  net.layers.flatMap(\.parameters), rate: 1e-3, decay: 1e-2, decoupled: true)
let train = try data.train.subset(0..<50_000)
let clock = ContinuousClock()
print("\(data.name): \(train.count) images, \(WorkerPool.shared.threadCount) threads")
for epoch in 1...5 {
  var total = 0.0
  let start = clock.now
  var words = generator.words()
  let order = train.shuffledOrder(using: &words)
  for first in stride(from: 0, to: order.count, by: 128) {
    let indices = order[first..<min(first + 128, order.count)]
    let batch = try train.batch(indices, scale: .normalized)
    let loss = try Tensor.crossEntropy(net(batch.images), batch.labels)
    optimizer.zeroGradients()
    try loss.backward()
    try optimizer.step()
    total += loss.doubles()[0] * Double(indices.count)
  }
  let time = clock.now - start
  var correct = 0.0
  for first in stride(from: 0, to: data.test.count, by: 1_000) {
    let batch = try data.test.batch(
      first..<min(first + 1_000, data.test.count), scale: .normalized)
    let guesses = try Recording.disabled { () throws(TensorError) in
      try net(batch.images).argmax(1)
    }
    correct += try guesses.equal(batch.labels).sum().doubles()[0]
  }
  let accuracy = correct / Double(data.test.count) * 100
  print("epoch \(epoch)  loss \(total / Double(train.count))  test \(accuracy)%  \(time)")
}
