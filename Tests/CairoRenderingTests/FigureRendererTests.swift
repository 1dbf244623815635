import CairoRendering
import Failures
import FigureTestSupport
import Figures
import Testing

@Suite struct FigureRendererTests {
  @Test(arguments: [
    (1920, 1080), (320, 240), (640, 360), (1000, 1000), (600, 1200), (3840, 2160), (2000, 300),
  ])
  func inTheRealFontNoTextOverlapsOrIsCut(width: Int, height: Int) throws {
    for style in ContourStyle.allCases {
      var figure = SampleSurfaces.comparison(points: 21, width: width, height: height)
      figure.style = style
      figure.colorRange = 1...3
      figure.panels[0].field = SampleSurfaces.withHoles(figure.panels[0].field)
      let ruler = try CairoCanvas(width: 8, height: 8)
      let canvas = RecordingCanvas(for: figure, measuringWith: ruler)
      figure.draw(on: canvas)
      #expect(canvas.textFaults == [])
      if width == 1920 {
        #expect(canvas.texts.map(\.font.size).min() ?? 0 >= 20)
        #expect(canvas.texts.allSatisfy { $0.text.last != "…" }, "nothing is shortened on a slide")
      }
    }
  }

  @Test(arguments: PictureSize.named.map(\.name)) func inEverySizeTheRealFontCanBeRead(name: String)
    throws
  {
    let size = try PictureSize(name)
    let ruler = try CairoCanvas(width: 8, height: 8)
    for points in [9, 21] {
      var figure = SampleSurfaces.comparison(points: points)
      (figure.width, figure.height) = (size.width, size.height)
      let canvas = RecordingCanvas(for: figure, size: size, measuringWith: ruler)
      figure.draw(on: canvas)
      #expect(canvas.textFaults == [])
      #expect(canvas.texts.map(\.font.size).min() ?? 0 >= size.leastText - 1e-9)
      let words = canvas.texts.map(\.text).joined(separator: " ")
      for word in ["11", "minima", "shortcuts:", "training loss"] {
        #expect(words.contains(word), "both headlines and the quantity are whole")
      }
      #expect(canvas.texts.allSatisfy { $0.text.last != "…" })
    }
  }

  @Test func titleAndDescriptionComeFromTheFigure() throws {
    let figure = SampleSurfaces.comparison(points: 5, width: 320, height: 240)
    let bytes = try FigureRenderer.png(figure)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Plain: 11 local minima"))
    #expect(text.contains("Title\0ResNet-56 on Fashion-MNIST"))
    #expect(text.contains("Description\0\0\0\0\0ResNet-56 on Fashion-MNIST"))
  }

  @Test func anImpossibleSizeIsAUsageFailure() {
    #expect { try FigureRenderer.png(Figure(panels: [], width: 0)) } throws: {
      ($0 as? Failure)?.code == .usage
    }
  }

  @Test(arguments: [(1, 1), (3, 500), (500, 3)]) func tinyPicturesAreDrawn(size: (Int, Int)) throws
  {
    let figure = SampleSurfaces.comparison(points: 5, width: size.0, height: size.1)
    let image = try PNGFile.decode(FigureRenderer.png(figure))
    #expect((image.width, image.height) == size)
  }

  @Test func equalFiguresGiveEqualBytes() throws {
    let figure = SampleSurfaces.comparison(points: 9, width: 640, height: 480)
    #expect(try FigureRenderer.png(figure) == FigureRenderer.png(figure))
  }
}
