internal import CFontconfig

/// What fontconfig knows of the installed fonts.
enum InstalledFonts {
  /// Whether there is a font of a family; upper and lower case are one.
  static func hasFamily(_ family: String) -> Bool {
    unsafe match { unsafe FcPatternAddString($0, FC_FAMILY, family) }?.contains {
      $0.lowercased() == family.lowercased()
    } ?? false
  }

  /// The family of an outline font without colours that has every part of a character, sans serif
  /// where there are several; nil where none is installed.
  static func family(with character: Character) -> String? {
    guard let set = unsafe FcCharSetCreate() else { return nil }
    defer { unsafe FcCharSetDestroy(set) }
    for scalar in character.unicodeScalars { unsafe FcCharSetAddChar(set, scalar.value) }
    return unsafe match {
      unsafe FcPatternAddString($0, FC_FAMILY, "sans-serif")
      unsafe FcPatternAddCharSet($0, FC_CHARSET, set)
      unsafe FcPatternAddBool($0, FC_OUTLINE, FcBool(FcTrue))
      unsafe FcPatternAddBool($0, FC_COLOR, FcBool(FcFalse))
    }?.first
  }

  /// The names of the family that fits a pattern best.
  private static func match(_ complete: (OpaquePointer) -> Void) -> [String]? {
    guard let pattern = unsafe FcPatternCreate() else { return nil }
    defer { unsafe FcPatternDestroy(pattern) }
    unsafe complete(pattern)
    unsafe FcConfigSubstitute(nil, pattern, FcMatchPattern)
    unsafe FcDefaultSubstitute(pattern)
    var result = FcResultMatch
    guard let found = unsafe FcFontMatch(nil, pattern, &result) else { return nil }
    defer { unsafe FcPatternDestroy(found) }
    var names: [String] = []
    var name: UnsafeMutablePointer<FcChar8>?
    while unsafe FcPatternGetString(found, FC_FAMILY, Int32(names.count), &name) == FcResultMatch,
      let text = unsafe name
    {
      names.append(unsafe String(cString: text))
    }
    return names
  }
}
