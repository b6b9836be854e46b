import Language
import Text

/// `f(x)`.
final class CallNode: Node {
  private let callee: Node
  private let site: CallSite

  init(_ callee: Node, _ site: CallSite) {
    self.callee = callee
    self.site = site
    super.init(site.span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    try site.invoke(try callee.evaluate(frame), receiver: nil, frame)
  }
}

/// `x.f(a)`: a method or a field of `x`, else the function `f` with `x` first.
final class MemberCallNode: Node {
  private let receiver: Node
  /// Where the receiver is stored, if a method of that name can change it there.
  let place: Place?
  /// Whether its path is walked before the arguments are evaluated.
  private let isWalkedFirst: Bool
  private let name: String
  /// What `f` means as a name.
  private let function: Node
  private let site: CallSite
  /// What the name meant in the receiver's model last time: a method, held by the model.
  private var known: (model: Int, code: Unmanaged<FunctionCode>)?
  /// The methods of that name of the most common kinds, looked up once.
  private let methods: Row<Builtin>
  /// Where those of lists, maps and texts are among them, if anywhere.
  private let ofList: Int?
  private let ofMap: Int?
  private let ofSet: Int?
  private let ofText: Int?
  /// Those that change what they are called on.
  private let changingList: Builtin?
  private let changingMap: Builtin?
  private let changingSet: Builtin?
  private let changingTensor: Builtin?

  init(
    _ receiver: Node, place: Place?, _ name: String, function: Node, _ site: CallSite,
    _ table: BuiltinTable
  ) {
    self.receiver = receiver
    self.name = name
    self.function = function
    self.site = site
    var found: [Builtin] = []
    func position(_ kind: String) -> Int? {
      guard let method = table.method(name, of: kind) else { return nil }
      found.append(method)
      return found.count - 1
    }
    ofList = position("list")
    ofMap = position("map")
    ofSet = position("set")
    ofText = position("str")
    changingList = ofList.map { found[$0] }.flatMap { $0.changesReceiver ? $0 : nil }
    changingMap = ofMap.map { found[$0] }.flatMap { $0.changesReceiver ? $0 : nil }
    changingSet = ofSet.map { found[$0] }.flatMap { $0.changesReceiver ? $0 : nil }
    changingTensor = table.method(name, of: "tensor").flatMap { $0.changesReceiver ? $0 : nil }
    methods = Row(found)
    let isChanging =
      changingList != nil || changingMap != nil || changingSet != nil || changingTensor != nil
    self.place = isChanging ? place : nil
    isWalkedFirst = self.place?.isWalkedFirst(othersArePure: site.isPure) ?? false
    super.init(site.span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    if let place {
      if isWalkedFirst { return try locate(place, frame) }
      // Looked at without taking a reference, so that the list stays uniquely referenced.
      let kind = try place.kind(frame)
      if kind == .list, let changingList {
        return try site.invoke(changing: changingList, at: place, frame)
      }
      if kind == .map, let changingMap {
        return try site.invoke(changing: changingMap, at: place, frame)
      }
      if kind == .set, let changingSet {
        return try site.invoke(changing: changingSet, at: place, frame)
      }
      if kind == .tensor, let changingTensor {
        return try site.invoke(changing: changingTensor, at: place, frame)
      }
    }
    return try call(on: try receiver.evaluate(frame), frame)
  }

  /// The call with the receiver's path walked first, and only once.
  private func locate(_ place: Place, _ frame: Frame) throws(Failure) -> Value {
    try place.locate(frame) { (spot) throws(Failure) in
      let kind = try spot.kind()
      if kind == .list, let changingList {
        return try site.invoke(changing: changingList, at: spot, frame)
      }
      if kind == .map, let changingMap {
        return try site.invoke(changing: changingMap, at: spot, frame)
      }
      if kind == .set, let changingSet {
        return try site.invoke(changing: changingSet, at: spot, frame)
      }
      if kind == .tensor, let changingTensor {
        return try site.invoke(changing: changingTensor, at: spot, frame)
      }
      return try call(on: try spot.value(), frame)
    }
  }

  /// The call on a value that it does not change.
  private func call(on value: Value, _ frame: Frame) throws(Failure) -> Value {
    let common: Int? =
      switch value {
      case .list: ofList
      case .map: ofMap
      case .set: ofSet
      case .string: ofText
      default: nil
      }
    if let common {
      let changing: Builtin? =
        switch value {
        case .list: changingList
        case .map: changingMap
        case .set: changingSet
        default: nil
        }
      if changing != nil { throw Place.notKept(value, receiver) }
      return try methods.visit(common) { (method) throws(Failure) in
        try site.invoke(method, value, frame)
      }
    }
    let method: Builtin?
    switch value {
    case .list, .map, .set, .string: method = nil
    case .instance(let instance): return try call(instance, frame)
    case .object(let object):
      method = frame.interpreter.table.method(name, of: object.typeName)
      if method == nil, let property = frame.interpreter.table.property(name, of: object.typeName) {
        let target = try Members.value(property, of: value, frame.interpreter, at: span)
        guard target.canBeCalled else {
          throw Members.unknown(name, of: value, frame.interpreter).at(span)
        }
        return try site.invoke(target, receiver: nil, frame)
      }
    default: method = frame.interpreter.table.method(name, of: value.typeName)
    }
    if let method {
      // A Parameter changes wherever it is kept.
      if method.changesReceiver, case .tensor(let tensor) = value, !tensor.isParameter {
        throw Place.notKept(value, receiver)
      }
      return try site.invoke(method, value, frame)
    }
    return try site.invoke(try fallback(value, frame), receiver: value, frame)
  }

  private func call(_ instance: Instance, _ frame: Frame) throws(Failure) -> Value {
    let model = instance.model
    if let known, known.model == model.number {
      return try known.code._withUnsafeGuaranteedRef { code in
        Result { () throws(Failure) in try site.invoke(code, of: instance, nil, frame) }
      }.get()
    }
    if let code = model.methods[name], model.slot(of: name) == nil {
      known = (model.number, .passUnretained(code))
    }
    if let field = instance.field(name) {
      return try site.invoke(field, receiver: nil, frame)
    }
    if let code = model.methods[name] {
      return try site.invoke(code, of: instance, nil, frame)
    }
    if let method = frame.interpreter.table.method(name, of: "model") {
      return try site.invoke(method, .instance(instance), frame)
    }
    return try site.invoke(
      try fallback(.instance(instance), frame), receiver: .instance(instance), frame)
  }

  private func fallback(_ value: Value, _ frame: Frame) throws(Failure) -> Value {
    if value.unknown != nil { return UnknownValue.of() }
    do {
      let found = try function.evaluate(frame)
      // A parameter of the lab called `norm` does not hide `x.norm()`.
      if !found.canBeCalled, let builtin = frame.interpreter.table.function(name) {
        return .builtin(builtin)
      }
      return found
    } catch {
      // Nor does a local name that has no value yet: `square = x.square()`.
      if let builtin = frame.interpreter.table.function(name) { return .builtin(builtin) }
      // A member, or else the function that may have been meant, or the step that will set it.
      var unknown = Members.unknown(name, of: value, frame.interpreter).diagnostic
      unknown.hint = unknown.hint ?? error.diagnostic.hint
      throw Failure(unknown).at(span)
    }
  }
}

extension Value {
  fileprivate var canBeCalled: Bool {
    switch self {
    case .function, .builtin, .model, .instance, .object: true
    default: false
    }
  }
}

/// `x.name`.
final class MemberNode: Node {
  let receiver: Node
  let name: String
  private var field = FieldCache()

  init(_ receiver: Node, _ name: String, _ span: Span?) {
    self.receiver = receiver
    self.name = name
    super.init(span)
  }

  override func evaluate(_ frame: Frame) throws(Failure) -> Value {
    let value = try receiver.evaluate(frame)
    if case .instance(let instance) = value,
      let slot = field.slot(of: name, in: instance.model), !instance.fields[slot].isUnset
    {
      return instance.fields[slot]
    }
    return try Members.get(name, of: value, frame.interpreter, at: span)
  }
}

/// What follows a dot.
enum Members {
  static func get(_ name: String, of value: Value, _ interpreter: Interpreter, at span: Span?)
    throws(Failure) -> Value
  {
    if case .instance(let instance) = value {
      if let field = instance.field(name) { return field }
      if let method = try method(name, of: instance) { return method }
    }
    if let property = interpreter.table.property(name, of: value.typeName) {
      return try self.value(property, of: value, interpreter, at: span)
    }
    if case .list(let list) = value, let element = list.element(called: name) { return element }
    if case .object(let object) = value {
      do {
        if let member = try object.member(name) { return member }
      } catch {
        throw Failure.wrapping(error).at(span)
      }
    }
    var failure = unknown(name, of: value, interpreter)
    if interpreter.table.method(name, of: value.typeName) != nil {
      failure = Failure("`\(name)` is a method", hint: "call it: .\(name)(…)")
    }
    throw failure.at(span)
  }

  static func value(
    _ property: BuiltinProperty, of value: Value, _ interpreter: Interpreter, at span: Span?
  ) throws(Failure) -> Value {
    do {
      return try property.get(value, interpreter)
    } catch {
      throw Failure.wrapping(error).at(span)
    }
  }

  /// A method together with its instance.
  static func method(_ name: String, of instance: Instance) throws(Failure) -> Value? {
    guard let code = instance.model.methods[name] else { return nil }
    return .function(
      try Function(
        code: code, captures: [.instance(instance)],
        defaults: instance.model.methodDefaults[name] ?? []))
  }

  /// The error for a name that a value does not have, or not in this form.
  static func unknown(_ name: String, of value: Value, _ interpreter: Interpreter) -> Failure {
    if interpreter.table.property(name, of: value.typeName) != nil {
      return Failure(
        "`\(name)` of \(value.described) is a value, not a function",
        hint: "leave out the parentheses: .\(name)")
    }
    if value.typeName == "tensor", interpreter.table.function(name) != nil {
      return Failure("`\(name)` is a function", hint: "call it: .\(name)(…)")
    }
    var names = interpreter.table.members(of: value.typeName)
    if case .instance(let instance) = value {
      names += instance.namedFields.map(\.name) + instance.model.methods.keys.sorted()
    }
    if case .object(let object) = value { names += object.memberNames }
    if case .list(let list) = value { names += list.names ?? [] }
    return Failure(
      "\(value.described) has no `\(name)`",
      hint: interpreter.table.absent.member(name, of: value.typeName, among: names))
  }
}
