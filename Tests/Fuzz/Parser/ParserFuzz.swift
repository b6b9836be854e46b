/// libFuzzer's entry: every input is read as one file and as one line at the prompt.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let complaint = fuzzParse(input) { fatalError(complaint) }
  return 0
}
