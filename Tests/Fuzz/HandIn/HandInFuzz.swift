/// libFuzzer's entry: every input is graded as a hand-in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let complaint = fuzzHandIn(input) { fatalError(complaint) }
  return 0
}
