/// What a new lab starts as: small, whole, and commented where an author goes on.
package enum LabTemplate {
  /// `Token mixing` of `token-mixing`.
  package static func title(ofName name: String) -> String {
    let words = name.map { $0 == "-" || $0 == "_" ? " " : $0 }
    return String(words.prefix(1)).uppercased() + String(words.dropFirst())
  }

  /// A lab that checks, runs and verifies.
  package static func text(title: String) -> String { body.replacing("TITLE", with: title) }

  private static let body = """
    ---
    summary: One line for the list of labs
    minutes: 20
    ---
    # TITLE

    <!-- Begin with a question that makes the reader curious. `lab check FILE` finds mistakes, `lab verify FILE`
    proves claims and exercises, `lab FILE` is what a student sees. -->

    Can a small network tell digits apart?

    ```lab
    data images = mnist else digits

    param hidden = 64 in [16, 32, 64, 128] "width of the hidden layer"
    param epochs = 3 in 1...20 "passes over the training images"
    param train_size = 20_000 in 100...60_000 "images to learn from"

    # With `quick` the lab takes seconds: `lab test` and CI run it this way.
    profile quick { epochs = 1; train_size = 10_000 }

    try narrow "16 units" { hidden = 16 }
    ```

    ## One line of it {#line}

    A layer weighs all its inputs: $y = x W^T + b$.

    ```exercise layer
    def layer(x, W, b) {
      x    # multiply by W transposed, and add b
    }
    ```

    ```check layer
    x = tensor([[1.0, 2.0]])
    W = tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    b = tensor([0.0, 0.0, 0.5])
    expect layer(x, W, b).shape == [1, 3] "three rows of W make three outputs"
    expect layer(x, W, b) ≈ tensor([[1.0, 2.0, 3.5]]) ± 1e-6 "each output is a row of W times x, plus b"
    ```

    ```wrong layer "plus b"
    def layer(x, W, b) { x @ W.mT }
    ```

    ```hint layer
    `@` is the matrix product, `.mT` the transpose.
    ```

    ```solution layer
    def layer(x, W, b) { x @ W.mT + b }
    ```

    ## Training {#train minutes=1}

    <!-- A prediction is asked before the step's code is shown. -->

    ```lab
    predict guess "What share of the test images will it get right?" {
      choices "about one tenth", "about half", "over seven tenths"
      correct "over seven tenths"
    }

    train = split(images.train, train_size)[0]
    net = Sequential(Flatten(), Linear(784, hidden), ReLU(), Linear(hidden, 10))
    opt = Adam(net.parameters(), lr = 1e-3)
    for epoch in range(epochs) {
      for x, y in batches(train, 100) {
        loss = cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        record(loss)
      }
    }
    acc = evaluate(net, images.test)[1]
    report acc = acc
    print(f"{acc:.1%} of the test images")

    # What the text says is claimed, so that nobody has to take it on trust.
    expect acc > 0.7 under default, quick "a network this small is enough"
    ```

    ## A narrower one {#narrow}

    ```lab
    compare base, narrow { table acc; plot loss }
    ```

    ## What to keep {#summary}

    Say in a sentence or two what the student takes away, and where to go next.

    """
}
