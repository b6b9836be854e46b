/// The characters that output may use.
package enum Glyphs: String, Sendable, CaseIterable {
  case ascii, unicode
}
