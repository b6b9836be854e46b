/// A lab without mistakes, and the one that it imports from: what mistakes are planted into.
enum PlantedLab {
  static let helpers = """
    # Helpers

    ```lab
    def halved(x) { x / 2 }
    model Scale(k) {
      forward(x) { k * x }
    }
    ```
    """

  static let text = """
    ---
    summary: A line through points
    minutes: 5
    needs: helpers
    ---
    # A line

    What is fitted, and how.

    ```lab
    data images = mnist else digits
    param steps = 20 in 1...100 "how often"
    param rate = 0.1 in [0.01, 0.1, 1.0] "how far"
    param mode = "plain" in ["plain", "wide"] "what is fitted"
    profile quick { steps = 5 }
    try longer "twice as long" { steps = 2 * steps }
    try slower "smaller steps" { rate = 0.01 }
    import halved, Scale from "helpers.lab"
    ```

    ## Points {#points}

    ```lab
    xs = linspace(-1, 1, 11)
    ys = 2 * xs + halved(1)
    count = len(xs)
    names = ["a", "b"]
    sizes = {"wide": 3, "plain": 1}
    for name in names { print(name, count) }
    print(images.train.labels[:3].tolist())
    expect count == 11
    ```

    ## Training {#training}

    ```lab
    def error_of(slope, offset = 0.5) {
      residual = slope * xs + offset - ys
      return (residual ** 2).mean()
    }
    model Line(start) {
      slope = Parameter(tensor([start]))
      forward(x) { Scale(self.slope)(x) }
    }
    net = Line(0.0)
    for step in range(steps) {
      loss = error_of(net.slope)
      loss.backward()
      no_grad { net.slope -= rate * net.slope.grad }
      net.slope.grad = none
      record(loss)
    }
    report final = loss.item(), width = sizes[mode]
    print(final, width)
    expect loss < 1 on mnist, digits under default "it falls"
    ```

    ## Squares {#squares}

    ```exercise square
    def square(x) {
      x
    }
    ```

    ```check square
    expect square(3) == 9 "three threes"
    ```

    ```hint square
    Times itself.
    ```

    ```solution square
    def square(x) { x * x }
    ```

    ## Comparing {#comparing}

    ```lab
    compare base, longer, slower { table final, width; plot loss }
    expect longer.final <= base.final
    ```

    ```lab
    question why "Why is it smaller?" { answer "There was more time." }
    ```
    """
}
