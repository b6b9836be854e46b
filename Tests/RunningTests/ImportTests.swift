import Foundation
import TestSupport
import Testing

@testable import Language
@testable import Running

/// `lab import`: drafts of labs from notebooks.
@Suite struct ImportTests {
  /// A notebook of cells; those that begin with `#md` are Markdown.
  private static func notebook(_ cells: [String]) throws -> Data {
    let cells = cells.map { cell -> [String: Any] in
      let isProse = cell.hasPrefix("#md\n")
      let text = isProse ? String(cell.dropFirst(4)) : cell
      // Both forms that the format allows.
      let source: Any =
        isProse
        ? text as Any
        : text.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" } as Any
      return [
        "cell_type": isProse ? "markdown" : "code", "metadata": [:] as [String: Any],
        "source": source,
      ]
    }
    return try JSONSerialization.data(withJSONObject: [
      "nbformat": 4, "nbformat_minor": 5, "metadata": [:] as [String: Any], "cells": cells,
    ])
  }

  private static let perceptron = [
    "#md\n# A perceptron\n\nWith $y = Wx$.\n\n```python\nnot run\n```",
    """
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms
    import matplotlib.pyplot as plt

    torch.manual_seed(0)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    """,
    "#md\n## Data",
    """
    transform = transforms.Compose([
        transforms.ToTensor(),
        transforms.Normalize((0.1307,), (0.3081,)),
    ])
    train_set = datasets.MNIST("./data", train=True, download=True, transform=transform)
    test_set = datasets.MNIST("./data", train=False, transform=transform)
    train_loader = DataLoader(train_set, batch_size=128, shuffle=True, num_workers=2)
    test_loader = DataLoader(test_set, batch_size=1000)
    print(len(train_set), len(test_set))
    """,
    "#md\n## Model",
    """
    class MLP(nn.Module):
        \"\"\"Two layers.\"\"\"
        def __init__(self, hidden: int = 256, p=0.1):
            super().__init__()
            self.fc1 = nn.Linear(28 * 28, hidden)  # the first
            self.fc2 = nn.Linear(hidden, 10)
            self.drop = nn.Dropout(p)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = x.view(x.size(0), -1)
            h = F.relu(self.fc1(x))
            h = self.drop(h)
            return self.fc2(h)

    model = MLP(hidden=64).to(device)
    print(sum(p.numel() for p in model.parameters()))
    """,
    "#md\n## Training",
    """
    def evaluate_model(model, loader):
        model.eval()
        correct, total = 0, 0
        with torch.no_grad():
            for x, y in loader:
                x, y = x.to(device), y.to(device)
                pred = model(x).argmax(dim=1)
                correct += (pred == y).sum().item()
                total += y.size(0)
        return correct / total

    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-2)
    losses = []
    for epoch in range(5):
        model.train()
        running = 0.0
        for x, y in tqdm(train_loader, desc="train"):
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            running += loss.item() * x.size(0)
        losses.append(running / len(train_set))
        if epoch % 2 == 0:
            print(f"Epoch {epoch+1:02d} | loss={losses[-1]:.4f}")
        elif epoch > 3:
            print("late")
        else:
            pass
    """,
    """
    plt.figure(figsize=(4, 3))
    plt.plot(losses)
    plt.title("loss")
    plt.show()
    square = lambda a: a ** 2
    weights: list = [square(i) for i in range(3)]
    assert len(weights) == 3, "three"
    """,
  ]

  private static func draft(_ cells: [String]) throws -> NotebookImport {
    let folder = try TemporaryFolder()
    return try NotebookImport(try folder.write(try notebook(cells), to: "n.ipynb"))
  }

  @Test func aNotebookOfTheCourse() throws {
    let draft = try Self.draft(Self.perceptron)
    let text = draft.text
    for line in [
      "# A perceptron", "data images = mnist else digits", "train_set = images.train",
      "train_loader = batches(train_set, 128, shuffle = True)", "test_set = images.test",
      "model MLP(hidden = 256, p = 0.1) {", "  fc1 = Linear(28 * 28, hidden)  # the first",
      "  forward(x) {", "    h = relu(fc1(x))", "model = MLP(hidden = 64)", "# Two layers.",
      "  no_grad {", "    for x, y in loader {", "  for x, y in train_loader {",
      "optimizer = AdamW(model.parameters(), lr = 1e-3, weight_decay = 1e-2)",
      "  } else if epoch > 3 {",
      "show plot(losses)", "square = a -> a ** 2", "expect len(weights) == 3 \"three\"",
      "# python: plt.title(\"loss\")   # the title is an argument of the figure",
      "```text\nnot run\n```",
    ] { #expect(text.contains(line), "\(line) is not in:\n\(text)") }
    #expect(!text.contains("import torch") && !text.contains("self.") && !text.contains("device"))
    let share = Double(draft.count.translated) / Double(draft.count.lines)
    #expect(draft.count.lines > 50 && share >= 0.85, "\(draft.count) of:\n\(text)")
    let lab = try Parser.parseLab(SourceFile(name: "n.lab", text: text))
    #expect(lab.title == "A perceptron")
    #expect(lab.steps.map(\.title).dropFirst() == ["Data", "Model", "Training"])
  }

  /// What does not translate stays, and the lab can be read.
  @Test func whatIsNotTranslated() throws {
    let draft = try Self.draft([
      "%matplotlib inline\n!pip install x",
      "try:\n    f()\nexcept ValueError as e:\n    g()\nx = 1",
      "with open(\"f\") as f:\n    for line in f:\n        print(line)\ny = 2",
      "@wrap\ndef f(a, *b, **c):\n    yield a", "a, *b = c", "x = y if z else", "print((",
      "def f(:\n  1",
      "class A:\n    x = 1\n    def f(self):\n        return 1\nq = 3", "d = {**a}", "s = '''open",
    ])
    let text = draft.text
    for line in [
      "x = 1", "y = 2", "q = 3", "# python: %matplotlib inline", "# python: try:", "# python: f()",
    ] {
      #expect(
        text.split(separator: "\n").contains { $0.hasPrefix(line) }, "\(line) is not in:\n\(text)")
    }
    #expect(
      Parser.mistakes(in: SourceFile(name: "n.lab", text: text)).map(\.message) == [], "\(text)")
  }

  /// Whatever is in a notebook: no crash, and a lab that can be read.
  @Test func damagedNotebooks() throws {
    var noise = Noise(3)
    let lines = Self.perceptron.flatMap { $0.split(separator: "\n").map(String.init) }
    for _ in 0..<60 {
      let cells = (0..<3).map { _ in
        (0..<noise.below(12)).map { _ -> String in
          let line = lines[noise.below(lines.count)]
          let cut = noise.below(3) == 0 ? noise.below(line.count + 1) : line.count
          return String(repeating: " ", count: noise.below(9)) + line.prefix(cut)
        }.joined(separator: "\n")
      }
      let text = try Self.draft(cells).text
      #expect(
        Parser.mistakes(in: SourceFile(name: "n.lab", text: text)).map(\.message) == [], "\(text)")
    }
  }

  /// Bytes changed, left out, doubled or moved: a draft that can be read, or a refusal; no other file.
  @Test func damagedFiles() throws {
    var noise = Noise(5)
    let whole = Array(try Self.notebook(Self.perceptron))
    let signs = Array("`#\"\\{}[]:,\n$%\u{1B}".utf8)
    var drafts = 0
    for _ in 0..<200 {
      var bytes = whole
      for _ in 0...noise.below(6) {
        let place = noise.below(bytes.count)
        let end = min(place + 1 + noise.below(40), bytes.count)
        switch noise.below(5) {
        case 0: bytes[place] = UInt8(noise.below(256))
        case 1: bytes[place] = signs[noise.below(signs.count)]
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: noise.below(bytes.count))
        default: bytes.insert(contentsOf: [signs[noise.below(signs.count)]], at: place)
        }
      }
      let folder = try TemporaryFolder()
      let path = try folder.write(Data(bytes), to: "n.ipynb")
      if let draft = try? NotebookImport(path) {
        drafts += 1
        let read = LabReading(SourceFile(name: "n.lab", text: draft.text))
        #expect(read.mistakes.map(\.message) == [], "\(draft.text)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["n.ipynb"])
    }
    #expect(drafts > 40)
  }

  @Test func theCommand() throws {
    let program = try Program()
    try program.folder.write(try Self.notebook(Self.perceptron), to: "n.ipynb")
    let ending = try program.run("import", "n.ipynb")
    #expect(ending.code == 0, "\(ending.all)")
    #expect(ending.output.hasPrefix("wrote n.lab: "), "\(ending.all)")
    let again = try program.run("import", "n.ipynb")
    #expect(again.code == 2 && again.errors.contains("n.lab is there already"))
    for (bytes, name) in [("{}", "a"), ("[", "b"), ("{\"cells\": 3}", "c"), ("", "d")] {
      try program.folder.write(bytes, to: name + ".ipynb")
      let refused = try program.run("import", name + ".ipynb")
      #expect(refused.code == 2 && refused.errors.contains("is not a Jupyter notebook"))
    }
    #expect(try program.run("import", "none.ipynb").code == 2)
  }
}
