import Builtins
import Interpreter

/// The result of a variation: what a comparison shows, and what the cache keeps.
package struct VariationResult {
  let reports: [(name: String, value: Value)]
  let points: [RecordedPoint]

  /// What it reported and recorded.
  package init(reports: [(name: String, value: Value)], points: [RecordedPoint]) {
    self.reports = reports
    self.points = points
  }

  /// As JSON, or nil if a report is not a plain value.
  var json: JSON? {
    var saved: [(String, JSON)] = []
    for (name, value) in reports {
      guard let json = JSON(plain: value) else { return nil }
      saved.append((name, json))
    }
    let points = points.map { point in
      JSON.list([JSON(point.series), JSON(point.label), .number(point.x), .number(point.y)])
    }
    return .object([("reports", .object(saved)), ("points", .list(points))])
  }

  init?(_ json: JSON) {
    guard case .object(let pairs)? = json["reports"], let saved = json["points"]?.elements else {
      return nil
    }
    var reports: [(name: String, value: Value)] = []
    for (name, json) in pairs {
      guard let value = json.plainValue else { return nil }
      reports.append((name, value))
    }
    var points: [RecordedPoint] = []
    for point in saved {
      guard let parts = point.elements, parts.count == 4, let series = parts[0].string,
        let x = parts[2].double, let y = parts[3].double
      else { return nil }
      points.append(RecordedPoint(series: series, label: parts[1].string, x: x, y: y))
    }
    self.init(reports: reports, points: points)
  }
}

extension JSON {
  /// A plain value in a form that can be read back.
  ///
  /// A number that is not finite is put in an object, to distinguish it from a text.
  package init?(plain value: Value) {
    switch value.plain {
    case .float(let number) where !number.isFinite: self = .object([("float", .number(number))])
    case .list(let list):
      var items: [JSON] = []
      for item in list.items {
        guard let json = JSON(plain: item) else { return nil }
        items.append(json)
      }
      self = .list(items)
    case let plain?: self = JSON(plain)
    case nil: return nil
    }
  }

  /// The value of which this is the form.
  package var plainValue: Value? {
    switch self {
    case .null: return Value.none
    case .written: return nil
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .number(let value): return .float(value)
    case .string(let text): return .text(text)
    case .object: return self["float"]?.double.map { .float($0) }
    case .list(let items):
      var values: [Value] = []
      for item in items {
        guard let value = item.plainValue else { return nil }
        values.append(value)
      }
      return .items(values)
    }
  }
}
