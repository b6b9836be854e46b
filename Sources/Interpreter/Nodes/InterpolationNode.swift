import Language
import Text

/// `f"loss={x:.4f}"`.
final class InterpolationNode: Node {
  /// A piece of the text, which appends itself to the result.
  class Part {
    fileprivate func write(_ frame: Frame, to text: TextBuffer) throws(Failure) {}
  }

  private let parts: Row<Part>

  init(_ parts: [Part], _ span: Span?) {
    self.parts = Row(parts)
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value { .text(try string(frame)) }

  fileprivate func string(_ frame: Frame) throws(Failure) -> String {
    let text = frame.interpreter.text
    let mark = text.count
    do throws(Failure) {
      for index in 0..<parts.count {
        try parts.visit(index) { (part) throws(Failure) in try part.write(frame, to: text) }
        guard text.count - mark <= Limits.textBytes else {
          throw Arithmetic.textTooLong().at(span)
        }
      }
    } catch {
      text.drop(to: mark)
      throw error
    }
    return text.take(from: mark)
  }
}

extension InterpolationNode {
  /// What is outside the braces.
  final class Literal: Part {
    private let bytes: ContiguousArray<UInt8>

    init(_ text: String) {
      bytes = ContiguousArray(text.utf8)
    }

    override fileprivate func write(_ frame: Frame, to text: TextBuffer) {
      bytes.withUnsafeBufferPointer { text.append($0) }
    }
  }

  /// A value with a format known at compile time; nil is plain.
  final class Formatted: Part {
    private let node: Node
    private let format: FormatSpecification?

    init(_ node: Node, _ format: FormatSpecification?) {
      self.node = node
      self.format = format
    }

    override fileprivate func write(_ frame: Frame, to text: TextBuffer) throws(Failure) {
      let value = try node.evaluate(frame)
      do throws(Failure) {
        if let format {
          try format.write(value, to: text)
        } else if case .int(let number) = value {
          text.append(number)
        } else if case .tensor(let tensor) = value, tensor.shape.isEmpty {
          // As in PyTorch, a tensor without dimensions is formatted as its number.
          text.append((value.plain ?? value).text)
        } else {
          text.append(value.text)
        }
      } catch {
        throw error.at(node.span)
      }
    }
  }

  /// A value whose format contains values itself.
  final class Composed: Part {
    private let node: Node
    private let format: InterpolationNode

    init(_ node: Node, _ format: InterpolationNode) {
      self.node = node
      self.format = format
    }

    override fileprivate func write(_ frame: Frame, to text: TextBuffer) throws(Failure) {
      let value = try node.evaluate(frame)
      do throws(Failure) {
        try FormatSpecification(try format.string(frame)).write(value, to: text)
      } catch {
        throw error.at(node.span)
      }
    }
  }
}
