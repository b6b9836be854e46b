import Testing

@testable import Running

@Suite struct PressesTests {
  @Test(arguments: [
    ([0], false), ([0, 999], true), ([0, 1_000], false), ([0, 1_200, 2_400], false),
    ([0, 1_200, 2_100], true), ([0, 10, 5_000], true),
  ])
  func twoWithinASecondAreHurried(milliseconds: [Int], areHurried: Bool) {
    let start = ContinuousClock.now
    var presses = Presses()
    for time in milliseconds { presses.add(at: start + .milliseconds(time)) }
    #expect(presses.areHurried == areHurried)
  }
}
