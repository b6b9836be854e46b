import Foundation
import Kernels
import Testing

/// One head of random sizes, across tiles, against the definition in double precision.
@Suite struct AttentionTests {
  @Test(arguments: 0..<30)
  func agreesWithTheDefinition(seed: UInt64) {
    var random = SplitMix(state: seed)
    func size(_ most: Int) -> Int { Int.random(in: 1...most, using: &random) }
    let (queries, keys, dim, valueDim) = (size(150), size(150), size(20), size(20))
    let isCausal = seed % 3 == 0
    let (q, k) = (random.floats(queries * dim, in: -2...2), random.floats(keys * dim, in: -2...2))
    let (v, dy) = (random.floats(keys * valueDim), random.floats(queries * valueDim))
    // Some queries see no key at all.
    let mask = (0..<queries * keys).map { place -> Float in
      place / keys % 9 == 0 || size(4) == 1 ? -.infinity : Float(size(3))
    }
    let scale = Float(0.3)

    var out = [Float](repeating: .nan, count: queries * valueDim)
    var sums = [Float](repeating: .nan, count: queries)
    var (dq, dk) = (
      [Float](repeating: .nan, count: q.count), [Float](repeating: .nan, count: k.count)
    )
    var dv = [Float](repeating: .nan, count: v.count)
    var scratch = [Float](
      repeating: .nan, count: lab_attention_scratch(queries, keys, dim, valueDim))
    q.withUnsafeBufferPointer { q in
      k.withUnsafeBufferPointer { k in
        v.withUnsafeBufferPointer { v in
          mask.withUnsafeBufferPointer { mask in
            guard let q = q.baseAddress, let k = k.baseAddress, let v = v.baseAddress else {
              return
            }
            var head = lab_attention_head(
              queries: queries, keys: keys, dim: dim, value_dim: valueDim, q: q, k: k, v: v,
              q_stride: dim, k_stride: dim, v_stride: valueDim,
              mask: isCausal ? nil : mask.baseAddress, mask_stride: keys, scale: scale,
              causal: isCausal, bf16: false)
            // In two parts, split between tiles.
            let middle = min(64, queries)
            lab_attention(&head, 0, middle, &out, valueDim, &sums, &scratch)
            lab_attention(&head, middle, queries, &out, valueDim, &sums, &scratch)
            dq.withUnsafeMutableBufferPointer { dq in
              dk.withUnsafeMutableBufferPointer { dk in
                dv.withUnsafeMutableBufferPointer { dv in
                  guard let a = dq.baseAddress, let b = dk.baseAddress, let c = dv.baseAddress
                  else { return }
                  var slopes = lab_attention_slopes(
                    dq: a, dk: b, dv: c, dq_stride: dim, dk_stride: dim, dv_stride: valueDim)
                  lab_attention_gradient(
                    &head, out, valueDim, sums, dy, valueDim, &slopes, &scratch)
                }
              }
            }
          }
        }
      }
    }

    var expected = [Double](repeating: 0, count: out.count)
    var (eq, ek) = ([Double](repeating: 0, count: q.count), [Double](repeating: 0, count: k.count))
    var ev = [Double](repeating: 0, count: v.count)
    for i in 0..<queries {
      let scores = (0..<keys).map { j -> Double in
        if isCausal && j > i { return -.infinity }
        let dot = (0..<dim).reduce(0.0) { $0 + Double(q[i * dim + $1]) * Double(k[j * dim + $1]) }
        return dot * Double(scale) + (isCausal ? 0 : Double(mask[i * keys + j]))
      }
      let largest = scores.max() ?? 0
      guard largest > -.infinity else { continue }
      let powers = scores.map { exp($0 - largest) }
      let total = powers.reduce(0, +)
      let weights = powers.map { $0 / total }
      let slopes = (0..<keys).map { j in
        (0..<valueDim).reduce(0.0) {
          $0 + Double(dy[i * valueDim + $1]) * Double(v[j * valueDim + $1])
        }
      }
      let mean = zip(weights, slopes).reduce(0) { $0 + $1.0 * $1.1 }
      for j in 0..<keys {
        let slope = weights[j] * (slopes[j] - mean) * Double(scale)
        for d in 0..<dim {
          eq[i * dim + d] += slope * Double(k[j * dim + d])
          ek[j * dim + d] += slope * Double(q[i * dim + d])
        }
        for d in 0..<valueDim {
          expected[i * valueDim + d] += weights[j] * Double(v[j * valueDim + d])
          ev[j * valueDim + d] += weights[j] * Double(dy[i * valueDim + d])
        }
      }
    }
    let sizes = "\(queries) queries, \(keys) keys, \(dim) and \(valueDim)"
    #expect(distance(out, expected) < 1e-5, "\(sizes)")
    #expect(distance(dq, eq) < 1e-4, "dq of \(sizes)")
    #expect(distance(dk, ek) < 1e-4, "dk of \(sizes)")
    #expect(distance(dv, ev) < 1e-4, "dv of \(sizes)")
  }
}
