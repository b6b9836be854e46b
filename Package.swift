// swift-tools-version: 6.2
import PackageDescription

/// Inlines across modules in release builds, so that a module may be as small as its idea.
let acrossModules = SwiftSetting.unsafeFlags(
  ["-cross-module-optimization"], .when(configuration: .release))
/// Optimises debug builds too, for modules whose tests compute and draw a great deal.
let alwaysFast = SwiftSetting.unsafeFlags(["-O"], .when(configuration: .debug))
/// Checks exclusive access only in debug builds; it takes a tenth of the interpreter's time.
let uncheckedAccess = SwiftSetting.unsafeFlags(
  ["-enforce-exclusivity=unchecked"], .when(configuration: .release))

let package = Package(
  name: "lab",
  products: [.executable(name: "lab", targets: ["lab"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.7.0"),
  ],
  targets: [
    // System libraries, as Debian packages them.
    .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CLAPACK", providers: [.apt(["liblapack-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),

    // The path of the data: source → syntax tree → values → tensors → figures → text.
    .target(name: "Text", exclude: ["README.md"], swiftSettings: [acrossModules, alwaysFast]),
    .target(
      name: "Platform",
      dependencies: ["Text", .product(name: "SystemPackage", package: "swift-system")],
      exclude: ["README.md"], swiftSettings: [acrossModules]),
    .target(
      name: "Kernels", exclude: ["README.md"],
      cSettings: [.unsafeFlags(["-O3", "-fno-math-errno", "-fno-trapping-math"])]),
    .target(
      name: "Tensors", dependencies: ["Kernels", "COneDNN", "CLAPACK"], exclude: ["README.md"],
      swiftSettings: [acrossModules, alwaysFast]),
    .target(
      name: "Learning", dependencies: ["Tensors", "Kernels"], exclude: ["README.md"],
      swiftSettings: [acrossModules, alwaysFast]),
    .target(
      name: "Datasets", dependencies: ["Tensors", "Kernels", "Platform", "Text", "CZlib"],
      exclude: ["README.md"],
      swiftSettings: [acrossModules, alwaysFast]),
    .target(
      name: "Plotting", dependencies: ["Text", "CZlib"], exclude: ["README.md"],
      swiftSettings: [acrossModules, alwaysFast]),
    .target(
      name: "Language", dependencies: ["Text"], exclude: ["README.md"],
      swiftSettings: [acrossModules]),
    // Debug builds, and so the tests, check exclusive access at run time.
    .target(
      name: "Interpreter", dependencies: ["Language", "Tensors", "Platform", "Text"],
      exclude: ["README.md"], swiftSettings: [acrossModules, alwaysFast, uncheckedAccess]),
    .target(
      name: "Builtins",
      dependencies: [
        "Interpreter", "Learning", "Datasets", "Plotting", "Tensors", "Text", "CZlib",
      ],
      exclude: ["README.md"], swiftSettings: [acrossModules, uncheckedAccess]),
    .target(
      name: "Session",
      dependencies: [
        "Builtins", "Interpreter", "Language", "Datasets", "Tensors", "Platform", "Text",
      ],
      exclude: ["README.md"], swiftSettings: [acrossModules, alwaysFast, uncheckedAccess]),
    .target(
      name: "Running",
      dependencies: [
        "Session", "Builtins", "Interpreter", "Language", "Plotting", "Datasets", "Platform",
        "Text",
      ],
      exclude: ["README.md"], swiftSettings: [acrossModules]),
    .target(
      name: "REPL",
      dependencies: [
        "Running", "Session", "Builtins", "Interpreter", "Language", "Plotting", "Datasets",
        "Tensors", "Platform", "Text", "CReadline",
      ],
      exclude: ["README.md"], swiftSettings: [acrossModules]),
    .target(
      name: "LanguageServer",
      dependencies: [
        "Running", "Session", "Builtins", "Interpreter", "Language", "Plotting", "Tensors",
        "Platform", "Text",
      ],
      exclude: ["README.md"], swiftSettings: [acrossModules]),
    .executableTarget(
      name: "lab",
      dependencies: [
        "REPL", "LanguageServer", "Running", "Platform", "Text",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "Benchmarks", exclude: ["Labs", "Python"]),

    // What tests share.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "TextTests", dependencies: ["Text", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "Kernels"]),
    .testTarget(name: "LearningTests", dependencies: ["Learning"], exclude: ["Fixtures"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Platform", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PlottingTests", dependencies: ["Plotting", "Text", "TestSupport", "CZlib"],
      exclude: ["Snapshots"]),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "Text"]),
    .testTarget(
      name: "RuntimeTests",
      dependencies: ["Session", "Builtins", "Interpreter", "Text", "TestSupport"],
      exclude: ["Scripts", "Fixtures"]),
    .testTarget(
      name: "RunningTests", dependencies: ["Running", "Platform", "Text", "TestSupport", "lab"],
      exclude: ["Notebooks"]),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["LanguageServer", "Language", "TestSupport", "lab"]),
    .testTarget(
      name: "REPLTests", dependencies: ["REPL", "TestSupport", "lab"],
      exclude: ["Lessons", "Snapshots"]),
    // What the repository promises about itself; it reads files and imports nothing.
    .testTarget(name: "HabitsTests"),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)

// A sanitizer's build is slow: Tests/Sanitizers/run names the tests that it wants, and what none of
// them needs is left out.
if let wanted = Context.environment["LAB_TESTS"]?.split(separator: ",").map(String.init) {
  var needed: Set<String> = []
  func need(_ name: String) {
    guard needed.insert(name).inserted else { return }
    for case .byNameItem(let name, _) in package.targets.first(where: { $0.name == name })?
      .dependencies ?? []
    { need(name) }
  }
  wanted.forEach(need)
  package.products = []
  package.targets.removeAll { !needed.contains($0.name) }
}

// libFuzzer brings its own `main`, so an ordinary build leaves its driver out; see Tests/Fuzz/run.
if Context.environment["LAB_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "ParserFuzz", dependencies: ["Language"], path: "Tests/Fuzz/Parser",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
  package.targets.append(
    .executableTarget(
      name: "InterpreterFuzz",
      dependencies: [
        "Session", "Builtins", "Interpreter", "Language", "Plotting", "Tensors", "Text",
      ],
      path: "Tests/Fuzz/Interpreter", swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
  package.targets.append(
    .executableTarget(
      name: "HandInFuzz",
      dependencies: ["Running", "Session", "Builtins", "Interpreter", "Language", "Text"],
      path: "Tests/Fuzz/HandIn", swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
