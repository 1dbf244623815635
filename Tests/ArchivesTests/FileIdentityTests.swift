import Archives
import FolderTestSupport
import Foundation
import Testing

struct FileIdentityTests {
  @Test func linksAndOtherWaysLeadToOneFile() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("a"), withIntermediateDirectories: false)
    let file = try folder.write("a", to: "a/file")
    _ = try folder.write("a", to: "a/other")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path("soft"), withDestinationPath: "a/file")
    try manager.createSymbolicLink(atPath: folder.path("b"), withDestinationPath: "a")
    try manager.linkItem(atPath: folder.path("a/file"), toPath: folder.path("hard"))
    for other in ["soft", "hard", "b/file", "a/../a/file", "a/./file", "a//file"] {
      #expect(FileIdentity(of: folder.path(other)) == FileIdentity(of: file), "\(other)")
    }
    #expect(FileIdentity(of: folder.path("a/other")) != FileIdentity(of: file))
  }

  @Test func whatIsNotThereHasAPlace() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("a"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("b"), withDestinationPath: "a")
    let new = FileIdentity(of: folder.path("a/new/file"))
    for other in ["b/new/file", "a/new/../new/file", "a/newer/../new/./file"] {
      #expect(FileIdentity(of: folder.path(other)) == new, "\(other)")
    }
    #expect(FileIdentity(of: folder.path("a/new/other")) != new)
    #expect(FileIdentity(of: "nowhere") == FileIdentity(of: "./nowhere"))
    #expect(FileIdentity(of: "") != FileIdentity(of: "nowhere"))
  }
}
