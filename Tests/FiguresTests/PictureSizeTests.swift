import Failures
import Figures
import Testing

@Suite struct PictureSizeTests {
  private func failure(_ text: String) -> Failure? {
    do {
      _ = try PictureSize(text)
      return nil
    } catch { return error as? Failure }
  }

  @Test func namesAndPixelsAreRead() throws {
    #expect(try PictureSize("slide") == .slide)
    #expect(try PictureSize("4K") == PictureSize(width: 3840, height: 2160))
    #expect(try PictureSize("square") == PictureSize(width: 1200, height: 1200))
    #expect(try PictureSize("1600x900") == PictureSize(width: 1600, height: 900))
    #expect(try PictureSize("200x16384") == PictureSize(width: 200, height: 16384))
    for (name, size) in PictureSize.named { #expect(try PictureSize(name) == size) }
  }

  @Test(arguments: [
    ("beamer", 160, 90, 1890, 1063), ("column", 85, 63.75, 1004, 753),
    ("page", 170, 106.25, 2008, 1255),
  ])
  func sizesOnPaperHave300PixelsToTheInch(
    name: String, width: Double, height: Double, pixelsWide: Int, pixelsHigh: Int
  ) throws {
    let size = try PictureSize(name)
    #expect(size.paper?.width == width && size.paper?.height == height)
    #expect(size.width == pixelsWide && size.height == pixelsHigh)
    #expect(size.pixelsPerInch == 300)
    #expect(abs(size.points.width - width / 25.4 * 72) < 1e-9)
    // 6 of 72 points to the inch, at 300 pixels to the inch.
    #expect(size.leastText == 25)
  }

  @Test func onAScreenTextHas18PixelsOf1080() {
    #expect(PictureSize.slide.leastText == 18)
    #expect(PictureSize.ultraHD.leastText == 36)
    #expect(PictureSize.square.leastText == 20)
    #expect(PictureSize(width: 1080, height: 1920).leastText == 18)
    // 1920 pixels are a slide of 13⅓ inches.
    #expect(PictureSize.slide.points == (960, 540))
  }

  @Test func aSlipOfThePenIsUnderstood() {
    #expect(failure("slid")?.remedy?.description.contains("Did you mean slide?") == true)
    #expect(failure("Colum")?.remedy?.description.contains("Did you mean column?") == true)
    #expect(failure("x")?.remedy?.description.contains("Did you mean") == false)
  }

  @Test(arguments: [
    "", "x", "1920", "1920x", "x1080", "1920x1080x3", "19.5x20", "-300x300", "+300x300", "３００x300",
    "300 x 300", "a4",
  ])
  func whatIsNoSizeIsRefused(text: String) {
    let found = failure(text)
    #expect(found?.code == .usage && found?.place == .setting("size", value: text))
    #expect(found?.what.contains("is not a size") == true)
    for (name, _) in PictureSize.named {
      #expect(found?.remedy?.description.contains(name) == true)
    }
  }

  @Test(arguments: ["199x300", "300x199", "16385x300", "0x0", "99999999999999999999x300"])
  func theLimitsAreNamed(text: String) {
    let found = failure(text)
    #expect(found?.code == .usage && found?.place == .setting("size", value: text))
    #expect(found?.what == "a picture has 200 to 16384 pixels to a side")
  }
}
