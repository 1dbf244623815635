/// A line of text in its place.
package struct PlacedText: Hashable, Sendable {
  package let text: String
  package let font: Font
  /// The left end of the baseline.
  package let origin: Point
  /// False where the text runs upwards.
  package let isUpright: Bool
  /// Whether it is set in the quieter of the two inks.
  package let isQuiet: Bool
  /// The room it takes on the canvas.
  package let box: Rectangle
}

/// A tick in its place: its distance along the axis as a canvas coordinate.
package struct PlacedTick: Hashable, Sendable {
  package let position: Double
  package let tick: Tick
}

/// A plot in its place.
package struct PlacedPlot: Hashable, Sendable {
  package let panel: Int
  package let frame: PlotFrame
  package let xTicks: [PlacedTick]
  package let yTicks: [PlacedTick]
}

/// The colour bar in its place.
package struct PlacedBar: Hashable, Sendable {
  /// The colours, without the ends for clipped values.
  package let rectangle: Rectangle
  /// How far the ends for clipped values reach beyond it.
  package let arrow: Double
  package let ticks: [PlacedTick]
}

/// A sample in the legend, in its place.
package struct PlacedSample: Hashable, Sendable {
  package let kind: LegendKind
  package let box: Rectangle
}

/// The parts of a figure around its plots, in the order in which they are given up when the
/// picture is too small to hold them all.
package enum FigurePart: Int, CaseIterable, Comparable, Sendable {
  case provenance, legend, subtitles, axisNames, quantity, title, headlines, colorBar, tickLabels

  package static func < (a: FigurePart, b: FigurePart) -> Bool { a.rawValue < b.rawValue }
}

/// Where everything in a figure stands, computed from measured text before anything is drawn.
package struct FigureLayout: Sendable {
  package internal(set) var texts: [PlacedText] = []
  package internal(set) var plots: [PlacedPlot] = []
  package internal(set) var bar: PlacedBar?
  package internal(set) var samples: [PlacedSample] = []
  /// The parts that had room.
  package let parts: Set<FigurePart>
  /// The length of a pixel at 1080 lines, in pixels of this figure.
  package let unit: Double

  /// Lays a figure out for a canvas: with all its parts if the plots remain large enough, or with
  /// the first few given up one after the other until they do.
  package init(_ figure: Figure, colorScale: ColorScale?, on canvas: any Canvas) {
    let all = figure.showsText ? FigurePart.allCases : [.colorBar]
    for given in 0..<all.count {
      let parts = Set(all[given...])
      let builder = LayoutBuilder(figure, colorScale, parts: parts, canvas)
      if builder.plotsAreLargeEnough {
        self = builder.build()
        return
      }
    }
    self = LayoutBuilder(figure, colorScale, parts: [], canvas).build()
  }

  init(parts: Set<FigurePart>, unit: Double) {
    self.parts = parts
    self.unit = unit
  }
}
