import Testing

@testable import Tensors

/// Plans of products are cached, and never mistaken for one another.
@Suite struct ProductPlanTests {
  private func key(
    rows: Int = 3, left: Int = 4, last: Int? = nil, hasBias: Bool = false
  ) -> ProductPlan.Key {
    ProductPlan.Key(
      axes: [
        ProductAxis(rows, left, 0, dimension: 0), ProductAxis(16, 0, 1, dimension: 1),
        ProductAxis(4, 1, 16, dimension: nil),
      ], rank: 2, last: last, hasBias: hasBias, usesBFloat16: false)
  }

  @Test func whatAPlanDependsOnTellsItApart() {
    #expect(ProductPlan.of(key()).kernel.m == 3)
    #expect(ProductPlan.of(key(rows: 7)).kernel.m == 7)
    #expect(ProductPlan.of(key(left: 9)).kernel.aRow == 9)
    #expect(ProductPlan.of(key()).strides == [16, 1])
    #expect(ProductPlan.of(key(last: 0)).strides == [1, 3])
    #expect(ProductPlan.of(key(hasBias: true)).addsBias)
    #expect(!ProductPlan.of(key()).addsBias)
  }

  /// A patch is contiguous in both operands, images are far apart.
  ///
  /// So the kernel sums along the former though the latter are more, unless it is short.
  @Test(arguments: [(16, 16), (8, 128)]) func sumsRunAlongWhatLiesTogether(inPatch: Int, depth: Int)
  {
    let plan = ProductPlan.of(
      ProductPlan.Key(
        axes: [
          ProductAxis(49, 128 * inPatch, 0, dimension: 0),
          ProductAxis(49, 0, inPatch, dimension: 1),
          ProductAxis(128, inPatch, 49 * inPatch, dimension: nil),
          ProductAxis(inPatch, 1, 1, dimension: nil),
        ], rank: 2, last: nil, hasBias: false, usesBFloat16: false))
    #expect(plan.kernel.k == depth)
    #expect(plan.terms.count * depth == 128 * inPatch)
  }

  /// More shapes than are cached, each used twice, with and without what a plan leaves out.
  @Test func productsOfManyShapesStayRight() throws {
    for _ in 0..<2 {
      for rows in 1...300 {
        let x = try Tensor.full([rows, 2], Float(3))
        let w = try Tensor.full([4, 2], Float(1))
        let bias = try Tensor.full([4], Float(0.5))
        #expect(try Tensor.linear(x, w, nil).sum().values(Float.self) == [Float(24 * rows)])
        #expect(try Tensor.linear(x, w, bias).sum().values(Float.self) == [Float(26 * rows)])
        let doubled = try Tensor.matmul(x, w.transposed(0, 1), scale: 2)
        #expect(try doubled.sum().values(Float.self) == [Float(48 * rows)])
      }
    }
  }
}
