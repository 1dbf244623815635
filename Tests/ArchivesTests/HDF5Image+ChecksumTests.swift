import Archives
import Testing

struct HDF5ImageChecksumTests {
  @Test func theChecksumIsThatOfTheLibrary() throws {
    let file = try InputFile.bytes(at: try fixture("newest.h5"))
    #expect(file[8] == 3)
    var copy = file
    copy.replaceSubrange(44..<48, with: [1, 2, 3, 4])
    HDF5Image.repairChecksum(of: &copy)
    #expect(copy == file)
  }

  @Test func otherVersionsAreLeftAlone() throws {
    for file in [
      try InputFile.bytes(at: try fixture("kinds.h5")), [], Array(repeating: 2, count: 47),
    ] {
      var copy = file
      HDF5Image.repairChecksum(of: &copy)
      #expect(copy == file)
    }
  }
}
