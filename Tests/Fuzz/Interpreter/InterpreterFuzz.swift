import Builtins
import Interpreter
import Session
import Tensors

/// The same for all runs.
private let table = BuiltinTable.program

/// Called once, to bound memory.
///
/// All tensors together stay so small that nothing takes long; if those of a run were not freed,
/// there would soon be too many.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialize(
  _ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?
) -> CInt {
  WorkerPool.setThreadCount(1)
  TensorMemory.setLimit(8 << 20)
  return 0
}

/// libFuzzer's entry: every input is run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let complaint = fuzzRun(input, table: table) { fatalError(complaint) }
  return 0
}
